import { Api } from './api.js';
import { Changes } from './changes.js';
import { Chats } from './chats.js';
import { Connection } from './connection.js';
import { History } from './history.js';
import { Observable } from './observable.js';
import { Outbox } from './outbox.js';
import { Presence } from './presence.js';
import { Receipts } from './receipts.js';
import { Typing } from './typing.js';

/** @typedef {import('./chat.js').Chat} Chat */
/** @typedef {import('./types.js').Message} Message */
/** @typedef {import('./types.js').Quote} Quote */
/** @typedef {import('./types.js').User} User */

const mostChats = 1_000;
const mostWatched = 100;
const presenceHoldsMs = 2_000;
const lookAtTokenMs = 15_000;

/** One signed-in person's messenger: everything this page can do, without a word about how it looks. */
export class Haggle extends Observable {
  limits = { content_code_points: 10_000 };
  #session;
  #timers = { token: 0, presence: 0 };
  #socketToken = '';
  #typingExpireMs = 6_000;

  /**
   * @param {object} parts
   * @param {string} parts.origin
   * @param {import('./types.js').Shelf} parts.shelf this person's own
   * @param {import('./session.js').Session} parts.session with somebody in it
   * @param {import('./wire.js').Wire} parts.wire
   */
  constructor({ origin, shelf, session, wire }) {
    super();
    const user = /** @type {User} */ (session.user);
    this.#session = session;
    this.me = user.id;
    this.api = new Api({ wire, session });
    this.chats = new Chats(user.id);
    this.history = new History(this.api);
    this.connection = new Connection({
      open: () => this.#openSocket(origin),
      greeting: () => ({ protocol: 1, client: 'try/1', chats: this.chats.positions, presence: 'online' }),
      hear: (event, data) => this.#hear(event, data),
      renew: () => session.renew(session.token),
    });
    const command = this.connection.command.bind(this.connection);
    this.changes = new Changes({
      chats: this.chats, me: user.id,
      sync: (position) => command('chat.sync', position),
      fetch: (chatId) => this.api.get(`/chats/${chatId}`),
    });
    this.outbox = new Outbox({ shelf, deliver: (unsent) => this.#deliver(unsent), stored: (message) => this.#stored(message) });
    this.presence = new Presence(command);
    this.receipts = new Receipts(command);
    this.typing = new Typing((event, data) => this.connection.say(event, data));
    this.connection.subscribe(() => this.#connectionChanged());
    this.chats.subscribe(() => this.presence.watch(this.chats.sorted.flatMap(({ partner }) => partner?.id ?? []).slice(0, mostWatched)));
  }

  get user() {
    return /** @type {User} */ (this.#session.user);
  }

  start() {
    this.connection.start();
    this.#timers.token = setInterval(() => this.#refreshToken(), lookAtTokenMs);
  }

  stop() {
    clearInterval(this.#timers.token);
    clearTimeout(this.#timers.presence);
    this.connection.stop();
  }

  /** @param {string} words a tag or words of a name, at least two characters @returns {Promise<User[]>} */
  async findPeople(words) {
    const { items } = await this.api.get(`/users/search?limit=20&q=${encodeURIComponent(words)}`);
    return items.filter((/** @type {User} */ user) => user.id !== this.me);
  }

  /** @param {string} tag @returns {Promise<User>} */
  findByTag(tag) {
    return this.api.get(`/users/by-tag/${encodeURIComponent(tag)}`);
  }

  /** @param {number} userId */
  async openDirect(userId) {
    return this.chats.meet(await this.api.post('/chats/direct', { user_id: userId }));
  }

  /**
   * @param {string} title
   * @param {number[]} memberIds
   */
  async createGroup(title, memberIds) {
    return this.chats.meet(await this.api.post('/chats/group', { title, member_ids: memberIds }));
  }

  /** @param {Chat} chat */
  async leave(chat) {
    await this.api.delete(`/chats/${chat.id}/members/${this.me}`);
    this.chats.drop(chat.id);
  }

  /**
   * @param {Chat} chat
   * @param {string} content
   * @param {Quote | null} replyTo
   */
  send(chat, content, replyTo) {
    this.typing.stop();
    this.outbox.add(chat.id, content, replyTo);
  }

  /**
   * @param {Message} message
   * @param {string} content
   */
  edit(message, content) {
    return this.connection.command('message.edit', { message_id: message.id, content });
  }

  /**
   * @param {Message} message
   * @param {'everyone' | 'me'} whom
   */
  async delete(message, whom) {
    await this.connection.command('message.delete', { message_id: message.id, for: whom });
    if (whom === 'me') this.chats.get(message.chat_id)?.hide(message.id);
  }

  /**
   * Puts my reaction there, or takes it back.
   * @param {Message} message
   * @param {string} emoji
   */
  react(message, emoji) {
    const mine = message.reactions.some((reaction) => reaction.emoji === emoji && reaction.me);
    return this.connection.command(mine ? 'reaction.remove' : 'reaction.add', { message_id: message.id, emoji });
  }

  /**
   * @param {Chat} chat
   * @param {number} seq the last message that a person has seen
   */
  read(chat, seq) {
    if (seq <= chat.info.my.last_read_seq) return;
    chat.readUpTo(seq);
    this.receipts.read(chat.id, seq);
  }

  /** @param {string} origin */
  async #openSocket(origin) {
    if (!this.chats.loaded) await this.#loadChats();
    const { ticket } = await this.api.post('/auth/ws-ticket');
    this.#socketToken = this.#session.token;
    return new WebSocket(`${origin.replace(/^http/, 'ws')}/ws?ticket=${encodeURIComponent(ticket)}`);
  }

  async #loadChats() {
    let cursor = '';
    for (let known = 0; known < mostChats;) {
      const page = await this.api.get(`/chats?limit=200${cursor}`);
      for (const info of page.items) {
        this.chats.meet(info);
        if (info.unread_count > 0 && info.my.last_delivered_seq < info.last_seq) this.receipts.delivered(info.id, info.last_seq);
      }
      known += page.items.length;
      if (page.next_cursor === null) break;
      cursor = `&cursor=${encodeURIComponent(page.next_cursor)}`;
    }
    this.chats.loaded = true;
    this.chats.changed();
  }

  #connectionChanged() {
    clearTimeout(this.#timers.presence);
    if (this.connection.state === 'online') {
      this.outbox.open();
      this.receipts.repeat();
      this.presence.repeat();
    } else {
      this.outbox.close();
      this.changes.forgetWaiting();
      this.#timers.presence = setTimeout(() => this.presence.forget(), presenceHoldsMs);
    }
    this.changed();
  }

  /**
   * @param {string} event
   * @param {any} data
   */
  #hear(event, data) {
    if (event === 'session.started') this.#started(data);
    else if (event === 'session.expiring') this.#refreshToken();
    else if (event === 'sync.completed') data.removed_chat_ids.forEach((/** @type {number} */ id) => this.chats.drop(id));
    else if (event === 'presence.updated') this.presence.learn(data);
    else if (event === 'user.updated') this.#rename(data);
    else if (event === 'typing.started') this.chats.get(data.chat_id)?.startTyping(data.user_id, this.#typingExpireMs);
    else if (event === 'typing.stopped') this.chats.get(data.chat_id)?.stopTyping(data.user_id);
    else this.changes.hear(event, data);
    if (event === 'message.created') this.#received(data.chat_id, [data]);
    if (event === 'sync.chat') this.#received(data.chat.id, data.messages);
  }

  /**
   * @param {number} chatId
   * @param {Message[]} messages
   */
  #received(chatId, messages) {
    for (const message of messages) this.outbox.discard(message.client_message_id);
    const last = messages.filter((message) => message.author_id !== this.me).at(-1);
    if (last) this.receipts.delivered(chatId, last.seq);
  }

  /** @param {any} data */
  #started({ user, limits, timings }) {
    this.limits = { ...this.limits, ...limits };
    this.typing.repeatMs = timings.typing_repeat_ms;
    this.#typingExpireMs = timings.typing_expire_ms;
    this.receipts.everyMs = timings.receipt_ms;
    this.#session.rename(user);
    this.changed();
  }

  /** @param {User} user */
  #rename(user) {
    const { id, display_name, tag } = user;
    if (id === this.me) {
      this.#session.rename(user);
      this.changed();
    }
    for (const chat of this.chats.sorted)
      if (chat.person(id))
        chat.learn({ participants: chat.info.participants.map((person) => person.id === id ? { ...person, display_name, tag } : person) });
  }

  /** A message's way to the server. @param {import('./outbox.js').Unsent} unsent */
  #deliver({ chat_id, client_message_id, content, reply_to }) {
    return this.connection.command('message.send', { chat_id, client_message_id, type: 'text', content, reply_to_id: reply_to?.id ?? null });
  }

  /**
   * The answer may overtake the events before it, so it shows the message but moves no revision.
   * @param {Message} message
   */
  #stored(message) {
    const chat = this.chats.get(message.chat_id);
    chat?.timeline.put(message);
    chat?.changed();
  }

  /** The socket outlives its access token only if it hears of the next one, whichever window got that. */
  async #refreshToken() {
    try {
      if (this.#session.ageing) await this.#session.renew(this.#session.token);
      const { token } = this.#session;
      if (token === this.#socketToken || this.connection.state !== 'online') return;
      await this.connection.command('session.refresh', { access_token: token });
      this.#socketToken = token;
    } catch {
      // Tried again in a moment; and a session that is over has already told its listeners.
    }
  }
}
