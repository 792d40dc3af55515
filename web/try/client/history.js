/** @typedef {import('./chat.js').Chat} Chat */
/** @typedef {import('./types.js').Page} Page */

const pageSize = 50;
const mostKept = 500;
const mostTries = 3;

/** Brings a chat's messages from the server, a page at a time, and keeps no more than a screen could want. */
export class History {
  #api;

  /** @param {import('./api.js').Api} api */
  constructor(api) {
    this.#api = api;
  }

  /**
   * Opens a chat's messages where they are wanted; without a place, at the end.
   * @param {Chat} chat
   * @param {number | null} aroundSeq
   */
  async load(chat, aroundSeq = null) {
    const page = await this.#page(chat, aroundSeq === null ? '' : `&around_seq=${aroundSeq}`);
    chat.timeline.replace(page);
    chat.changed();
  }

  /** @param {Chat} chat */
  async loadBefore(chat) {
    const page = await this.#page(chat, `&before_seq=${chat.timeline.firstSeq}`);
    chat.timeline.prepend(page);
    chat.timeline.forget('after', mostKept);
    chat.changed();
  }

  /** @param {Chat} chat */
  async loadAfter(chat) {
    const page = await this.#page(chat, `&after_seq=${chat.timeline.lastSeq}`);
    chat.timeline.append(page);
    chat.timeline.forget('before', mostKept);
    chat.changed();
  }

  /**
   * A page older than what the socket has meanwhile announced would hide it, so such a page is asked for again.
   * @param {Chat} chat
   * @param {string} where
   * @returns {Promise<Page>}
   */
  async #page(chat, where) {
    for (let tries = 1; ; tries += 1) {
      const page = await this.#api.get(`/chats/${chat.id}/messages?limit=${pageSize}${where}`);
      if (page.revision >= chat.info.revision || tries === mostTries) return page;
    }
  }
}
