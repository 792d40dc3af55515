import { Chat } from './chat.js';
import { Observable } from './observable.js';

/** @typedef {import('./types.js').ChatInfo} ChatInfo */

/** All my chats; changed when any of them is. */
export class Chats extends Observable {
  loaded = false;
  /** @type {Map<number, Chat>} */
  #byId = new Map();
  #me;

  /** @param {number} me my id */
  constructor(me) {
    super();
    this.#me = me;
  }

  /** @param {number} id @returns {Chat | null} */
  get(id) {
    return this.#byId.get(id) ?? null;
  }

  /** Pinned ones first, then the liveliest. @returns {Chat[]} */
  get sorted() {
    return [...this.#byId.values()].sort((a, b) =>
      Number(b.info.my.pinned) - Number(a.info.my.pinned) || b.activeAt - a.activeAt || b.id - a.id);
  }

  /** @returns {number} unread messages in chats that are not muted */
  get unread() {
    return this.sorted.reduce((sum, { info }) => sum + (muted(info) ? 0 : info.unread_count), 0);
  }

  /** What session.start tells the server that we have. */
  get positions() {
    return [...this.#byId.values()].map(({ id, info }) => [id, info.last_seq, info.revision]);
  }

  /**
   * A chat that we may know already. Then we keep what we have: a newer revision taken from here would hide the events
   * between, which are on their way.
   * @param {ChatInfo} info
   * @returns {Chat}
   */
  meet(info) {
    const known = this.#byId.get(info.id);
    if (known) return known;
    const chat = new Chat(info, this.#me);
    chat.subscribe(() => this.changed());
    this.#byId.set(info.id, chat);
    this.changed();
    return chat;
  }

  /** @param {number} id */
  drop(id) {
    if (this.#byId.delete(id)) this.changed();
  }
}

/** @param {ChatInfo} info */
export function muted({ my }) {
  return my.muted_until !== null && Date.parse(my.muted_until) > Date.now();
}
