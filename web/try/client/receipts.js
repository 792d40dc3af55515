import { Refused } from './problems.js';

/**
 * @typedef {object} Pointers
 * @property {number} read
 * @property {number} delivered
 */

/**
 * Tells the server how far I have read and received, at most once in `everyMs` per chat; what waits is the farthest.
 * What a lost connection swallowed is said again when it is back.
 */
export class Receipts {
  everyMs = 1_000;
  #tell;
  /** @type {Map<number, {wanted: Pointers, told: Pointers, timer: any}>} */
  #chats = new Map();

  /** @param {(event: string, data: {chat_id: number, up_to_seq: number}) => Promise<unknown>} tell */
  constructor(tell) {
    this.#tell = tell;
  }

  /**
   * @param {number} chatId
   * @param {number} seq
   */
  read(chatId, seq) {
    this.#want(chatId, { read: seq, delivered: seq });
  }

  /**
   * @param {number} chatId
   * @param {number} seq
   */
  delivered(chatId, seq) {
    this.#want(chatId, { read: 0, delivered: seq });
  }

  /** The connection is back. */
  repeat() {
    for (const chatId of this.#chats.keys()) this.#soon(chatId);
  }

  /**
   * @param {number} chatId
   * @param {Pointers} pointers
   */
  #want(chatId, pointers) {
    const chat = this.#chats.get(chatId) ?? { wanted: { read: 0, delivered: 0 }, told: { read: 0, delivered: 0 }, timer: null };
    this.#chats.set(chatId, chat);
    chat.wanted = farther(chat.wanted, pointers);
    this.#soon(chatId);
  }

  /** @param {number} chatId */
  #soon(chatId) {
    const chat = this.#chats.get(chatId);
    if (!chat || chat.timer !== null) return;
    // Not at once: what arrives and is read in the same moment needs one word, not two.
    chat.timer = setTimeout(() => this.#say(chatId), 0);
  }

  /** @param {number} chatId */
  async #say(chatId) {
    const chat = /** @type {{wanted: Pointers, told: Pointers, timer: any}} */ (this.#chats.get(chatId));
    const { wanted, told } = chat;
    const event = wanted.read > told.read ? 'receipt.read' : wanted.delivered > told.delivered ? 'receipt.deliver' : null;
    if (event === null) {
      chat.timer = null;
      return;
    }
    chat.timer = setTimeout(() => this.#say(chatId), this.everyMs);
    try {
      const reading = event === 'receipt.read';
      await this.#tell(event, { chat_id: chatId, up_to_seq: reading ? wanted.read : wanted.delivered });
      chat.told = farther(chat.told, reading ? { read: wanted.read, delivered: wanted.read } : { read: 0, delivered: wanted.delivered });
    } catch (problem) {
      if (problem instanceof Refused && problem.passing) return; // too fast: the timer tries again
      clearTimeout(chat.timer); // the next pointer or the next connection does
      chat.timer = null;
    }
  }
}

/**
 * @param {Pointers} a
 * @param {Pointers} b
 */
function farther(a, b) {
  return { read: Math.max(a.read, b.read), delivered: Math.max(a.delivered, b.delivered) };
}
