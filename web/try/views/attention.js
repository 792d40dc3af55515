/** Where reading stopped, and whether somebody is looking now. */
export class Attention {
  /** @type {number | null} what comes after this seq is new to the person; null: no line is drawn */
  readTo = null;
  /** @type {number | null} the newest message at the moment of looking away */
  #leftAt = null;
  #chat;
  #stops = new AbortController();

  /**
   * @param {import('../client/chat.js').Chat} chat
   * @param {() => void} lookedBack
   */
  constructor(chat, lookedBack) {
    this.#chat = chat;
    if (chat.info.unread_count > 0) this.readTo = chat.info.my.last_read_seq;
    const away = () => { this.#leftAt = chat.info.last_seq; };
    const back = () => {
      this.#leftAt = null;
      lookedBack();
    };
    const { signal } = this.#stops;
    addEventListener('blur', away, { signal });
    addEventListener('focus', back, { signal });
    document.addEventListener('visibilitychange', () => document.hidden ? away() : back(), { signal });
  }

  get looking() {
    return !document.hidden && document.hasFocus();
  }

  /** Something new came; when nobody is looking, the line moves above the first of it. */
  noteNews() {
    const { last_seq, unread_count } = this.#chat.info;
    if (this.#leftAt === null || last_seq <= this.#leftAt || unread_count === 0) return;
    this.readTo = this.#leftAt;
    this.#leftAt = null;
  }

  destroy() {
    this.#stops.abort();
  }
}
