import { timelineDays } from '../models/timelineRows.js';
import { Attention } from './attention.js';
import { DayRows } from './dayRows.js';
import { element } from './element.js';
import { icon } from './icon.js';
import { openMessageMenu } from './messageMenu.js';
import { listenToRows } from './rowGestures.js';
import { Scroller } from './scroller.js';
import { failed, hello, skeleton } from './timelineRest.js';

/** @typedef {import('../client/chat.js').Chat} Chat */
/** @typedef {import('../client/types.js').Message} Message */

/**
 * What the timeline asks of whoever holds the composer.
 * @typedef {object} Hands
 * @property {(message: Message) => void} reply
 * @property {(message: Message) => void} edit
 * @property {(text: string) => void} write
 * @property {() => void} escape
 */

const loadAheadPx = 900;
const nearbySeqs = 40;
const announcedLength = 200;

/** A chat's messages: the place where reading stopped, what arrives, and the way back into the past. */
export class TimelineView {
  #app;
  #chat;
  #hands;
  #rows;
  #rest = element('div', { class: 'timeline-rest' });
  #scroller;
  #attention;
  #jump;
  #announcedTo;
  #loading = false;
  #failed = false;
  #placed = false;

  /**
   * @param {import('./app.js').App} app
   * @param {Chat} chat
   * @param {Hands} hands
   */
  constructor(app, chat, hands) {
    this.#app = app;
    this.#chat = chat;
    this.#hands = hands;
    this.#announcedTo = chat.info.last_seq;
    const { haggle, words } = app;
    /** @type {import('./bubble.js').BubbleActions} */
    const actions = {
      menu: (row, where) => openMessageMenu(where, { app, chat, row, reply: hands.reply, edit: hands.edit, react: actions.react }),
      reply: hands.reply,
      react: (message, emoji) => haggle.react(message, emoji).catch(() => app.notices.show(words.say('wrong.notReacted'))),
      goTo: (seq) => this.goTo(seq),
      retry: ({ unsent }) => unsent && haggle.outbox.retry(unsent),
      discard: ({ unsent }) => unsent && haggle.outbox.discard(unsent.client_message_id),
    };
    this.#rows = new DayRows({ chat, words, actions });
    const content = element('div', { class: 'timeline-content' }, this.#rows.element, this.#rest);
    const box = element('div', { class: 'timeline', role: 'log', 'aria-live': 'off', 'aria-label': words.say('timeline.label', { name: chat.title }), tabindex: 0 }, content);
    this.#jump = element('button', { type: 'button', class: 'jump', 'aria-label': words.say('timeline.toEnd'), title: words.say('timeline.toEnd'), on: { click: () => this.toEnd(true) } });
    this.element = element('div', { class: 'timeline-frame' }, box, this.#jump);
    this.#scroller = new Scroller(box, content, '[data-seq]');
    this.#attention = new Attention(chat, () => this.#read());
    box.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    listenToRows(box, this.#rows, { menu: actions.menu, reply: hands.reply, escape: hands.escape });
  }

  /** Loads what is missing and shows the place where reading stopped. */
  async start() {
    const { timeline, info } = this.#chat;
    const { readTo } = this.#attention;
    this.show();
    const far = readTo !== null && info.last_seq - readTo > nearbySeqs;
    if (!timeline.loaded || timeline.hasAfter || far) await this.#load(far ? readTo + 1 : null);
  }

  /** There is a connection: whatever failed is tried again. */
  recover() {
    if (this.#failed) this.#load(null);
  }

  show() {
    const chat = this.#chat;
    const { haggle, words } = this.#app;
    this.#attention.noteNews();
    const days = timelineDays({
      messages: chat.timeline.items, unsent: haggle.outbox.of(chat.id), me: haggle.me, readTo: this.#attention.readTo,
      receiptOf: (message) => chat.receiptOf(message), nameOf: (id) => chat.person(id)?.display_name ?? words.say('person.unknown'),
    });
    this.#scroller.endless = chat.timeline.hasAfter;
    this.#rows.live = this.#placed && this.#scroller.atEnd; // above, rows come from the past, and that is no news
    this.#scroller.holding(() => {
      this.#rows.show(days);
      this.#showRest(days.length === 0);
    });
    this.#place();
    this.#showJump();
    this.#announce();
    this.#read();
  }

  /** @param {boolean} [smoothly] */
  async toEnd(smoothly = false) {
    const away = this.#chat.timeline.hasAfter;
    if (away) await this.#load(null);
    this.#scroller.toEnd(smoothly && !away);
  }

  /** My own message is on its way: the line of new messages has done its work. */
  sent() {
    this.#attention.readTo = null;
    this.toEnd();
  }

  /** @param {number} seq */
  async goTo(seq) {
    const { timeline } = this.#chat;
    if (seq < timeline.firstSeq || seq > timeline.lastSeq) await this.#load(seq);
    const row = this.#rows.find(seq);
    if (!row) return;
    this.#scroller.to(row, 0.35);
    row.classList.remove('flash');
    requestAnimationFrame(() => row.classList.add('flash'));
  }

  destroy() {
    this.#attention.destroy();
    this.#scroller.destroy();
  }

  /** @param {number | null} around */
  async #load(around) {
    if (this.#loading) return;
    this.#loading = true;
    this.#failed = await this.#app.haggle.history.load(this.#chat, around).then(() => false, () => true);
    this.#loading = false;
    this.show();
  }

  async #scrolled() {
    this.#showJump();
    this.#read();
    const { timeline } = this.#chat;
    const { history } = this.#app.haggle;
    if (!timeline.loaded || this.#loading) return;
    const before = timeline.hasBefore && this.#scroller.distanceToStart < loadAheadPx;
    const after = timeline.hasAfter && this.#scroller.distanceToEnd < loadAheadPx;
    if (!before && !after) return;
    this.#loading = true;
    await (before ? history.loadBefore(this.#chat) : history.loadAfter(this.#chat)).catch(() => {}); // the next turn of the wheel tries again
    this.#loading = false;
  }

  /** The first time that there is something to see: at the line of new messages, or at the end. */
  #place() {
    if (this.#placed || !this.#chat.timeline.loaded) return;
    this.#placed = true;
    const { mark } = this.#rows;
    if (mark) this.#scroller.to(mark, 0.2);
    else this.#scroller.toEnd(false);
  }

  /** @param {boolean} empty */
  #showRest(empty) {
    const { words } = this.#app;
    const { loaded } = this.#chat.timeline;
    if (!empty) this.#rest.replaceChildren();
    else if (this.#failed) this.#rest.replaceChildren(failed(words, () => this.#load(null)));
    else this.#rest.replaceChildren(loaded ? hello(this.#chat, words, this.#hands.write) : skeleton(words));
  }

  #showJump() {
    const away = !this.#scroller.atEnd;
    const { unread_count } = this.#chat.info;
    this.#jump.classList.toggle('shown', away);
    this.#jump.tabIndex = away ? 0 : -1;
    this.#jump.replaceChildren(icon('down'), unread_count > 0 ? element('span', { class: 'badge' }, unread_count > 99 ? '99+' : String(unread_count)) : '');
  }

  /** New words of others are read aloud once; my own are not. */
  #announce() {
    const { notices, words, haggle } = this.#app;
    for (const message of this.#chat.timeline.items.filter(({ seq }) => seq > this.#announcedTo)) {
      this.#announcedTo = message.seq;
      if (message.author_id === haggle.me || message.deleted_at) continue;
      const name = this.#chat.person(message.author_id)?.display_name;
      const text = message.content.slice(0, announcedLength);
      notices.announce(name ? words.say('timeline.said', { name, text }) : text);
    }
  }

  /** What is on the screen of somebody who is looking has been read. */
  #read() {
    if (!this.#attention.looking || !this.#placed) return;
    const seq = Number(this.#scroller.lastVisible()?.dataset.seq ?? 0);
    if (seq > 0) this.#app.haggle.read(this.#chat, seq);
  }
}
