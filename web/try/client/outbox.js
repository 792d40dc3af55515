import { Observable } from './observable.js';
import { Refused } from './problems.js';

/** @typedef {import('./types.js').Message} Message */
/** @typedef {import('./types.js').Quote} Quote */

/**
 * @typedef {object} Unsent
 * @property {string} client_message_id makes a repeat harmless: the server answers with the message it has
 * @property {number} chat_id
 * @property {string} content
 * @property {Quote | null} reply_to
 * @property {number} at when it was written, milliseconds; also its place in the queue
 * @property {string | null} refused the code, once the server has said no
 */

/**
 * @typedef {object} Parts
 * @property {import('./types.js').Shelf} shelf
 * @property {(unsent: Unsent) => Promise<Message>} deliver
 * @property {(message: Message) => void} stored
 */

const prefix = 'unsent.';
const pauseMs = 1_000;

/**
 * Messages that the server has not confirmed. Each lies on the shelf under a key of its own, so that several windows
 * never overwrite each other's, and leaves it only when it is stored or discarded. One chat sends one at a time: that keeps the order.
 */
export class Outbox extends Observable {
  #parts;
  #open = false;
  /** @type {Unsent[]} */
  #items = [];
  /** @type {Set<number>} chats that are sending */
  #busy = new Set();

  /** @param {Parts} parts */
  constructor(parts) {
    super();
    this.#parts = parts;
    this.#items = parts.shelf.keys(prefix).map((key) => parts.shelf.read(key)).filter(Boolean).sort((a, b) => a.at - b.at);
  }

  /** @param {number} chatId */
  of(chatId) {
    return this.#items.filter((unsent) => unsent.chat_id === chatId);
  }

  /**
   * @param {number} chatId
   * @param {string} content
   * @param {Quote | null} replyTo
   */
  add(chatId, content, replyTo) {
    const at = Math.max(Date.now(), (this.#items.at(-1)?.at ?? 0) + 1);
    this.#update({ client_message_id: crypto.randomUUID(), chat_id: chatId, content, reply_to: replyTo, at, refused: null });
  }

  /** @param {Unsent} unsent one that was refused */
  retry(unsent) {
    this.#update({ ...unsent, refused: null });
  }

  /** Stored, or not wanted any more. @param {string | null} clientMessageId */
  discard(clientMessageId) {
    if (!this.#items.some((unsent) => unsent.client_message_id === clientMessageId)) return;
    this.#items = this.#items.filter((unsent) => unsent.client_message_id !== clientMessageId);
    this.#parts.shelf.drop(prefix + clientMessageId);
    this.changed();
  }

  /** The connection is there. */
  open() {
    this.#open = true;
    for (const { chat_id } of this.#items) this.#send(chat_id);
  }

  close() {
    this.#open = false;
  }

  /** @param {Unsent} unsent */
  #update(unsent) {
    const others = this.#items.filter((item) => item.client_message_id !== unsent.client_message_id);
    this.#items = [...others, unsent].sort((a, b) => a.at - b.at);
    this.#parts.shelf.write(prefix + unsent.client_message_id, unsent);
    this.changed();
    this.#send(unsent.chat_id);
  }

  /** @param {number} chatId */
  async #send(chatId) {
    if (this.#busy.has(chatId)) return;
    this.#busy.add(chatId);
    for (let next = this.#next(chatId); next; next = this.#next(chatId)) await this.#try(next);
    this.#busy.delete(chatId);
  }

  /** @param {number} chatId */
  #next(chatId) {
    return this.#open ? this.#items.find((unsent) => unsent.chat_id === chatId && unsent.refused === null) : undefined;
  }

  /** @param {Unsent} unsent */
  async #try(unsent) {
    try {
      const message = await this.#parts.deliver(unsent);
      this.discard(unsent.client_message_id);
      this.#parts.stored(message);
    } catch (problem) {
      if (!(problem instanceof Refused)) this.close(); // the connection opens us again
      else if (problem.passing) await new Promise((resolve) => setTimeout(resolve, problem.retryAfterMs ?? pauseMs));
      else this.#refuse(unsent, problem.code);
    }
  }

  /**
   * @param {Unsent} unsent
   * @param {string} code
   */
  #refuse(unsent, code) {
    if (this.#items.some((item) => item.client_message_id === unsent.client_message_id)) this.#update({ ...unsent, refused: code });
  }
}
