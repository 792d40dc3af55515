import { english } from './words.en.js';
import { russian } from './words.ru.js';

const dictionaries = { ru: russian, en: english };
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** @typedef {keyof typeof dictionaries} Language */
export const languages = /** @type {Language[]} */ (Object.keys(dictionaries));

/** The page's words, numbers and times in one language. */
export class Words {
  #dictionary;
  #plural;
  #time;
  #weekday;
  #dayThisYear;
  #dayAnyYear;
  #shortDay;
  #digits;
  #ago;

  /** @param {Language} language */
  constructor(language) {
    this.language = language;
    this.#dictionary = /** @type {Record<string, string | Record<string, string>>} */ (dictionaries[language]);
    this.#plural = new Intl.PluralRules(language);
    this.#time = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    this.#weekday = new Intl.DateTimeFormat(language, { weekday: 'short' });
    this.#dayThisYear = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long' });
    this.#dayAnyYear = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', year: 'numeric' });
    this.#shortDay = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' });
    this.#digits = new Intl.DateTimeFormat(language, { day: '2-digit', month: '2-digit', year: '2-digit' });
    this.#ago = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  }

  /**
   * @param {string} key
   * @param {Record<string, string | number>} [values] for the places in braces
   */
  say(key, values = {}) {
    return fill(String(this.#dictionary[key]), values);
  }

  /**
   * @param {string} key of an entry with plural forms
   * @param {number} count
   * @param {Record<string, string | number>} [values]
   */
  count(key, count, values = {}) {
    const forms = /** @type {Record<string, string>} */ (this.#dictionary[key]);
    return fill(forms[this.#plural.select(count)] ?? forms.other, { count, ...values });
  }

  /** @param {string} key */
  has(key) {
    return key in this.#dictionary;
  }

  /** @param {Date} at */
  time(at) {
    return this.#time.format(at);
  }

  /** @param {Date} at */
  timeAndDay(at) {
    return `${this.day(at)}, ${this.time(at)}`;
  }

  /** The heading of a day. @param {Date} at */
  day(at) {
    const ago = daysAgo(at);
    if (ago === 0) return this.say('day.today');
    if (ago === 1) return this.say('day.yesterday');
    return (at.getFullYear() === new Date().getFullYear() ? this.#dayThisYear : this.#dayAnyYear).format(at);
  }

  /** As short as a list wants it. @param {Date} at */
  listTime(at) {
    const ago = daysAgo(at);
    if (ago <= 0) return this.time(at);
    if (ago === 1) return this.say('day.yesterday').toLocaleLowerCase(this.language);
    if (ago < 7) return this.#weekday.format(at);
    return (at.getFullYear() === new Date().getFullYear() ? this.#shortDay : this.#digits).format(at);
  }

  /** @param {Date} at */
  ago(at) {
    const minutes = Math.round((Date.now() - at.getTime()) / minuteMs);
    if (minutes < 1) return this.say('presence.justNow');
    if (minutes < 60) return this.#ago.format(-minutes, 'minute');
    const day = daysAgo(at) < 2 ? this.day(at).toLocaleLowerCase(this.language) : this.day(at);
    return this.say('presence.at', { day, time: this.time(at) });
  }
}

/**
 * @param {string} text
 * @param {Record<string, string | number>} values
 */
function fill(text, values) {
  return text.replaceAll(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place));
}

/** Whole days of the calendar between then and now. @param {Date} at */
function daysAgo(at) {
  const midnight = (/** @type {Date} */ date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  return Math.round((midnight(new Date()) - midnight(at)) / dayMs);
}
