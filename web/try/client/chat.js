import { Observable } from './observable.js';
import { Timeline } from './timeline.js';

/** @typedef {import('./types.js').ChatInfo} ChatInfo */
/** @typedef {import('./types.js').Message} Message */
/** @typedef {import('./types.js').Participant} Participant */

/** One chat as we know it: what the server said of it, the messages we hold, and who is typing. */
export class Chat extends Observable {
  timeline = new Timeline();
  /** @type {Map<number, any>} people who are typing, each with the timer that forgets it */
  #typing = new Map();
  #me;

  /**
   * @param {ChatInfo} info
   * @param {number} me my id
   */
  constructor(info, me) {
    super();
    this.info = info;
    this.#me = me;
  }

  get id() {
    return this.info.id;
  }

  /** @returns {Participant[]} */
  get others() {
    return this.info.participants.filter(({ id }) => id !== this.#me);
  }

  /** The one other person, in a direct chat. @returns {Participant | null} */
  get partner() {
    return this.info.is_group ? null : this.others[0] ?? null;
  }

  /** What I call this chat: the server's title of a direct chat names both people, and I know who I am. */
  get title() {
    return this.partner?.display_name ?? this.info.title;
  }

  /** @param {number | null} id */
  person(id) {
    return this.info.participants.find((person) => person.id === id) ?? null;
  }

  get typists() {
    return [...this.#typing.keys()];
  }

  /** When something was last said here, for sorting. */
  get activeAt() {
    return Date.parse(this.info.last_message?.ts ?? this.info.created_at);
  }

  /** @param {Partial<ChatInfo>} news */
  learn(news) {
    this.info = { ...this.info, ...news };
    this.changed();
  }

  /**
   * @param {Message} message one of mine
   * @returns {import('./types.js').ReceiptState} the farthest that anybody else's pointers show
   */
  receiptOf(message) {
    const readTo = Math.max(0, ...this.others.map((person) => person.last_read_seq ?? 0));
    const deliveredTo = Math.max(readTo, ...this.others.map((person) => person.last_delivered_seq ?? 0));
    return message.seq <= readTo ? 'read' : message.seq <= deliveredTo ? 'delivered' : 'stored';
  }

  /** @param {Message} message */
  readersOf(message) {
    return this.others.filter((person) => (person.last_read_seq ?? 0) >= message.seq);
  }

  /**
   * I have read up to here; what the server counts is known only later.
   * @param {number} seq
   */
  readUpTo(seq) {
    const { my, last_seq, unread_count } = this.info;
    if (seq <= my.last_read_seq) return;
    const nowRead = this.timeline.items.filter((message) => this.#counts(message) && message.seq > my.last_read_seq && message.seq <= seq);
    const left = seq >= last_seq ? 0 : Math.max(0, unread_count - nowRead.length);
    this.learn({ my: { ...my, last_read_seq: seq }, unread_count: left });
  }

  /** @param {Message} message a new one, just announced */
  add(message) {
    this.timeline.put(message);
    if (message.author_id !== null) this.stopTyping(message.author_id);
    const { last_message, last_seq, unread_count, my } = this.info;
    this.learn({
      last_message: message.seq >= (last_message?.seq ?? 0) ? message : last_message,
      last_seq: Math.max(last_seq, message.seq),
      unread_count: this.#counts(message) && message.seq > my.last_read_seq ? unread_count + 1 : unread_count,
    });
  }

  /**
   * @param {number} id
   * @param {(message: Message) => Partial<Message>} change
   */
  change(id, change) {
    this.timeline.change(id, change);
    const { last_message } = this.info;
    if (last_message?.id === id) this.info = { ...this.info, last_message: { ...last_message, ...change(last_message) } };
    this.changed();
  }

  /** @param {number} id a message that I no longer want to see */
  hide(id) {
    this.uncount(id);
    this.timeline.drop(id);
    const { last_message } = this.info;
    this.learn(last_message?.id === id ? { last_message: this.timeline.items.at(-1) ?? null } : {});
  }

  /** @param {number} id a message that, if it was unread, is so no longer */
  uncount(id) {
    const message = this.timeline.find(id);
    const { unread_count, my } = this.info;
    if (message && this.#counts(message) && message.seq > my.last_read_seq && unread_count > 0) this.learn({ unread_count: unread_count - 1 });
  }

  /**
   * @param {number} userId
   * @param {number} forMs
   */
  startTyping(userId, forMs) {
    clearTimeout(this.#typing.get(userId));
    this.#typing.set(userId, setTimeout(() => this.stopTyping(userId), forMs));
    this.changed();
  }

  /** @param {number} userId */
  stopTyping(userId) {
    clearTimeout(this.#typing.get(userId));
    if (this.#typing.delete(userId)) this.changed();
  }

  /** @param {Message} message */
  #counts({ author_id, type, deleted_at }) {
    return author_id !== this.#me && type !== 'system' && deleted_at === null;
  }
}
