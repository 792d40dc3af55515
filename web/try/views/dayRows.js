import { fillBubble } from './bubble.js';
import { element } from './element.js';
import { KeyedChildren } from './keyed.js';
import { systemLine } from './systemLine.js';

/** @typedef {import('../models/timelineRows.js').Day} Day */
/** @typedef {import('../models/timelineRows.js').Row} Row */
/** @typedef {import('../models/timelineRows.js').MessageRow} MessageRow */

/** The days of a timeline as elements; each heading sticks while its day is on the screen. */
export class DayRows {
  #around;
  #days;
  /** @type {WeakMap<HTMLElement, KeyedChildren<Row>>} */
  #rowsOf = new WeakMap();
  /** @type {WeakMap<Element, MessageRow>} */
  #messageOf = new WeakMap();
  /** True while a new row is news, and not part of what was there before. */
  live = false;

  /** @param {{chat: import('../client/chat.js').Chat, words: import('../words.js').Words, actions: import('./bubble.js').BubbleActions}} around */
  constructor(around) {
    this.#around = around;
    this.element = element('div', { class: 'days' });
    this.#days = new KeyedChildren(this.element, () => this.#makeDay(), (made, /** @type {Day} */ day) => this.#fillDay(made, day));
  }

  /** @param {Day[]} days */
  show(days) {
    this.#days.show(days);
  }

  /** @param {Element | null} row @returns {MessageRow | null} */
  messageOf(row) {
    return row ? this.#messageOf.get(row) ?? null : null;
  }

  /** @returns {HTMLElement[]} the rows of messages, in order */
  get all() {
    return [...this.element.querySelectorAll('.row')].map((row) => /** @type {HTMLElement} */ (row));
  }

  /** @param {number} seq @returns {HTMLElement | null} */
  find(seq) {
    return this.element.querySelector(`[data-seq="${seq}"]`);
  }

  /** @returns {HTMLElement | null} the line of new messages */
  get mark() {
    return this.element.querySelector('.mark');
  }

  #makeDay() {
    const list = element('div', { class: 'day-rows' });
    const made = element('section', { class: 'day' }, element('h3', { class: 'day-line' }), list);
    this.#rowsOf.set(made, new KeyedChildren(list, (row) => this.#makeRow(row), (inner, row) => this.#fillRow(inner, row)));
    return made;
  }

  /**
   * @param {HTMLElement} made
   * @param {Day} day
   */
  #fillDay(made, day) {
    /** @type {HTMLElement} */ (made.firstChild).replaceChildren(element('span', {}, this.#around.words.day(day.day)));
    this.#rowsOf.get(made)?.show(day.rows);
  }

  /** @param {Row} row */
  #makeRow(row) {
    return element('div', { tabindex: row.kind === 'message' ? -1 : null, data: { arriving: this.live ? '' : null } });
  }

  /**
   * @param {HTMLElement} made
   * @param {Row} row
   */
  #fillRow(made, row) {
    const { words, chat } = this.#around;
    if (row.kind !== 'mark' && Number.isFinite(row.message.seq)) made.dataset.seq = String(row.message.seq);
    if (row.kind === 'message') {
      this.#messageOf.set(made, row);
      fillBubble(made, row, this.#around);
    } else {
      made.className = row.kind === 'mark' ? 'mark' : 'system-line';
      made.replaceChildren(element('span', {}, row.kind === 'mark' ? words.say('timeline.new') : systemLine(row.message, chat, words)));
    }
  }
}
