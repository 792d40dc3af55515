/** Says that I am typing: at once, again while I go on, and a last word when I stop. */
export class Typing {
  repeatMs = 4_000;
  #say;
  #chatId = 0;
  #saidAt = 0;
  /** @type {any} */
  #pause = null;

  /** @param {(event: string, data: object) => void} say */
  constructor(say) {
    this.#say = say;
  }

  /** @param {number} chatId where a key was pressed */
  pressed(chatId) {
    if (chatId !== this.#chatId) this.stop();
    this.#chatId = chatId;
    if (Date.now() - this.#saidAt >= this.repeatMs) {
      this.#saidAt = Date.now();
      this.#say('typing.start', { chat_id: chatId, kind: 'text' });
    }
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.stop(), this.repeatMs);
  }

  stop() {
    clearTimeout(this.#pause);
    if (this.#saidAt > 0) this.#say('typing.stop', { chat_id: this.#chatId, kind: 'text' });
    this.#saidAt = 0;
  }
}
