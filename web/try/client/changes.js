import { effects } from './apply.js';

/** @typedef {import('./types.js').SyncChat} SyncChat */
/** @typedef {{event: string, data: any}} Heard */

/**
 * @typedef {object} Parts
 * @property {import('./chats.js').Chats} chats
 * @property {number} me my id
 * @property {(position: {chat_id: number, seq: number, revision: number}) => Promise<SyncChat>} sync
 * @property {(chatId: number) => Promise<import('./types.js').ChatInfo>} fetch a chat that we hear of for the first time
 */

/**
 * Applies what the server announces, in the order of each chat's revision. A revision that skips means that something
 * was missed: that chat's further events wait until a sync has told us what.
 */
export class Changes {
  #parts;
  /** @type {Map<number, Heard[]>} chats being caught up, each with the events that wait */
  #held = new Map();

  /** @param {Parts} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /**
   * @param {string} event
   * @param {any} data
   */
  hear(event, data) {
    const { chats } = this.#parts;
    if (event === 'sync.chat') this.catchUp(data);
    else if (event === 'chat.created' && !chats.get(data.id)) chats.meet(data);
    else if (event === 'chat.removed') chats.drop(data.chat_id);
    else if (event in effects || event === 'chat.outdated' || data?.revision) // an unknown change still counts as a revision
      this.#hearAbout(data.chat_id ?? data.id, { event, data });
  }

  /** @param {SyncChat} news what we missed in one chat */
  catchUp({ chat: info, messages, changed, more, reset }) {
    const chat = this.#parts.chats.meet(info);
    const { timeline } = chat;
    chat.learn(info);
    if (!timeline.loaded) return;
    if (reset) {
      timeline.replace({ items: messages, has_more_before: (messages[0]?.seq ?? 1) > 1, has_more_after: more, last_seq: info.last_seq, revision: info.revision });
    } else {
      for (const message of [...changed, ...messages]) timeline.put(message);
      timeline.hasAfter ||= more;
    }
    chat.changed();
  }

  /** The connection is gone; whatever waited for a sync will be part of the next catch-up. */
  forgetWaiting() {
    this.#held.clear();
  }

  /**
   * @param {number} chatId
   * @param {Heard} heard
   */
  #hearAbout(chatId, heard) {
    const waiting = this.#held.get(chatId);
    const chat = this.#parts.chats.get(chatId);
    if (waiting) waiting.push(heard);
    else if (!chat) this.#repair(chatId, heard, async () => { this.#parts.chats.meet(await this.#parts.fetch(chatId)); });
    else if (revisionBefore(heard) > chat.info.revision)
      this.#repair(chatId, heard, async () => this.catchUp(await this.#parts.sync({ chat_id: chatId, seq: chat.info.last_seq, revision: chat.info.revision })));
    else this.#apply(chat, heard);
  }

  /**
   * @param {import('./chat.js').Chat} chat
   * @param {Heard} heard
   */
  #apply(chat, { event, data }) {
    if (data.revision) {
      if (data.revision <= chat.info.revision) return; // known already, from a page or a sync that overtook it
      chat.info = { ...chat.info, revision: data.revision };
    }
    effects[event]?.(chat, data, this.#parts.me);
  }

  /**
   * @param {number} chatId
   * @param {Heard} first
   * @param {() => Promise<void>} mend
   */
  async #repair(chatId, first, mend) {
    const waiting = [first];
    this.#held.set(chatId, waiting);
    // A mend that fails leaves the old revision behind, so that the next event finds the gap again.
    const mended = await mend().then(() => true, () => false);
    if (this.#held.get(chatId) !== waiting) return;
    this.#held.delete(chatId);
    if (mended) for (const heard of waiting) this.#hearAbout(chatId, heard);
  }
}

/**
 * @param {Heard} heard
 * @returns {number} what the chat's revision must be for this to follow it
 */
function revisionBefore({ data }) {
  return data.current_revision ?? (data.revision ?? 0) - 1;
}
