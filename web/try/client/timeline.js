/** @typedef {import('./types.js').Message} Message */
/** @typedef {import('./types.js').Page} Page */

/** Code points of a quote. */
const mostQuoted = 200;

/**
 * The part of a chat's messages that we hold: one stretch without holes, sorted by seq. It may end before the newest
 * message (`hasAfter`), for instance after a jump to an old one; then new messages are counted but not put here.
 */
export class Timeline {
  /** @type {Message[]} never changed in place: a new array means something changed */
  items = [];
  loaded = false;
  hasBefore = false;
  hasAfter = false;

  get firstSeq() {
    return this.items[0]?.seq ?? 0;
  }

  get lastSeq() {
    return this.items.at(-1)?.seq ?? 0;
  }

  /** @param {number} id */
  find(id) {
    return this.items.find((message) => message.id === id) ?? null;
  }

  /** @param {Page} page */
  replace({ items, has_more_before, has_more_after }) {
    this.items = items;
    this.hasBefore = has_more_before;
    this.hasAfter = has_more_after;
    this.loaded = true;
  }

  /** @param {Page} page the one that ends just before our first message */
  prepend({ items, has_more_before }) {
    const known = this.firstSeq;
    this.items = [...items.filter((message) => message.seq < known), ...this.items];
    this.hasBefore = has_more_before;
  }

  /** @param {Page} page the one that begins just after our last message */
  append({ items, has_more_after }) {
    const known = this.lastSeq;
    this.items = [...this.items, ...items.filter((message) => message.seq > known)];
    this.hasAfter = has_more_after;
  }

  /**
   * Takes a message in: a new one at its place, a changed one over its older self.
   * @param {Message} message
   */
  put(message) {
    const beyond = (message.seq < this.firstSeq && this.hasBefore) || (message.seq > this.lastSeq && this.hasAfter);
    if (!this.loaded || beyond) return;
    let at = this.items.length;
    while (at > 0 && this.items[at - 1].seq > message.seq) at -= 1;
    const known = this.items[at - 1];
    if (known?.seq !== message.seq) this.items = this.items.toSpliced(at, 0, message);
    else if (known.revision <= message.revision) this.items = this.items.with(at - 1, merged(known, message));
  }

  /**
   * @param {number} id
   * @param {(message: Message) => Partial<Message>} change
   */
  change(id, change) {
    this.items = this.items.map((message) => message.id === id ? { ...message, ...change(message) } : message);
  }

  /**
   * What was replied to is quoted as it is now.
   * @param {Pick<Message, 'id' | 'content'>} original
   */
  requote({ id, content }) {
    const quoted = [...content].slice(0, mostQuoted).join('');
    this.items = this.items.map((message) => message.reply_to?.id === id ? { ...message, reply_to: { ...message.reply_to, content: quoted } } : message);
  }

  /** @param {number} id */
  drop(id) {
    this.items = this.items.filter((message) => message.id !== id);
  }

  /**
   * Keeps memory constant on long walks: forgets the far end, which a walk back loads again.
   * @param {'before' | 'after'} end
   * @param {number} limit
   */
  forget(end, limit) {
    if (this.items.length <= limit) return;
    this.items = end === 'before' ? this.items.slice(-limit) : this.items.slice(0, limit);
    if (end === 'before') this.hasBefore = true;
    else this.hasAfter = true;
  }
}

/**
 * The broadcast form of my own message does not carry my client id; the row on the screen is known by it.
 * @param {Message} known
 * @param {Message} message
 */
function merged(known, message) {
  return { ...message, client_message_id: message.client_message_id ?? known.client_message_id };
}
