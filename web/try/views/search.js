import { avatar } from './avatar.js';
import { iconButton } from './button.js';
import { element } from './element.js';
import { icon } from './icon.js';

/** @typedef {import('../client/types.js').User} User */

const pauseMs = 200;
const fewestLetters = 2;

/** Finds chats on this page and people on the server while one types. */
export class SearchView {
  #app;
  #field;
  #results = element('div', { class: 'results', hidden: true });
  #toggled;
  /** @type {any} */
  #timer = null;
  #asked = 0;

  /**
   * @param {import('./app.js').App} app
   * @param {(active: boolean) => void} toggled whether there are results to show instead of the list
   */
  constructor(app, toggled) {
    this.#app = app;
    this.#toggled = toggled;
    this.#field = element('input', {
      type: 'search', class: 'input search-field', placeholder: app.words.say('search.hint'), 'aria-label': app.words.say('search.label'),
      autocomplete: 'off', spellcheck: 'false', maxlength: 64, enterkeyhint: 'search', on: { input: () => this.#changed(), keydown: (/** @type {KeyboardEvent} */ event) => this.#keys(event) },
    });
    const clear = iconButton('close', app.words.say('search.clear'), () => {
      this.clear();
      this.focus();
    }, { class: 'icon-button search-clear' });
    this.element = element('div', { class: 'search' }, icon('search'), this.#field, clear);
    this.results = this.#results;
    this.#results.addEventListener('keydown', (event) => this.#walk(event));
  }

  focus() {
    this.#field.focus();
    this.#field.select();
  }

  clear() {
    this.#field.value = '';
    this.#changed();
  }

  #changed() {
    clearTimeout(this.#timer);
    const words = this.#field.value.trim();
    this.#results.hidden = words === '';
    this.#toggled(words !== '');
    if (words === '') return;
    this.#show(words, null);
    if (words.replace(/^@/, '').length >= fewestLetters) this.#timer = setTimeout(() => this.#ask(words), pauseMs);
  }

  /** @param {string} words */
  async #ask(words) {
    const question = ++this.#asked;
    const people = await this.#app.haggle.findPeople(words).catch(() => null);
    if (question !== this.#asked || words !== this.#field.value.trim()) return; // an answer to what is no longer asked
    if (people) this.#show(words, people);
    else this.#app.notices.show(this.#app.words.say('wrong.unreachable'));
  }

  /**
   * @param {string} words
   * @param {User[] | null} people null while they are being looked for
   */
  #show(words, people) {
    const { haggle, words: dictionary } = this.#app;
    const lower = words.toLocaleLowerCase();
    const chats = haggle.chats.sorted.filter((chat) => chat.title.toLocaleLowerCase().includes(lower)).slice(0, 8);
    const shown = new Set(chats.map((chat) => chat.partner?.id));
    const others = people?.filter((user) => !shown.has(user.id)) ?? null;
    const short = words.replace(/^@/, '').length < fewestLetters;
    const none = dictionary.say(short ? 'search.more' : !people ? 'search.looking' : people.length > 0 ? 'search.nobodyElse' : 'search.nobody');
    this.#results.replaceChildren(
      ...chats.length > 0 ? [element('h3', { class: 'results-head' }, dictionary.say('search.chats')),
        ...chats.map((chat) => this.#result(chat.title, chat.partner?.id ?? chat.id, chat.partner ? `@${chat.partner.tag}` : '', () => this.#app.open(chat.id)))] : [],
      element('h3', { class: 'results-head' }, dictionary.say('search.people')),
      ...others && others.length > 0
        ? others.map((user) => this.#result(user.display_name, user.id, `@${user.tag}`, () => this.#open(user)))
        : [element('p', { class: 'soft results-none', role: 'status' }, none)]);
  }

  /**
   * @param {string} name
   * @param {number} hue
   * @param {string} detail
   * @param {() => void} press
   */
  #result(name, hue, detail, press) {
    return element('button', { type: 'button', class: 'person', on: { click: () => { this.clear(); press(); } } },
      avatar(name, hue, { small: true }),
      element('span', { class: 'person-text' }, element('span', { class: 'person-name' }, name), element('span', { class: 'soft' }, detail)));
  }

  /** @param {User} user */
  async #open(user) {
    const { haggle, notices, open, words } = this.#app;
    try {
      open((await haggle.openDirect(user.id)).id);
    } catch {
      notices.show(words.say('wrong.notOpened'));
    }
  }

  /** @param {KeyboardEvent} event */
  #keys(event) {
    if (event.key === 'Escape') {
      event.stopPropagation();
      this.clear();
    }
    if (event.key === 'ArrowDown') this.#step(event, 0);
    if (event.key === 'Enter') this.#results.querySelector('button')?.click();
  }

  /** @param {KeyboardEvent} event */
  #walk(event) {
    const at = [...this.#results.querySelectorAll('button')].indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    if (event.key === 'ArrowDown') this.#step(event, at + 1);
    if (event.key === 'ArrowUp') this.#step(event, at - 1);
    if (event.key === 'Escape') {
      event.stopPropagation();
      this.clear();
      this.focus();
    }
  }

  /**
   * @param {KeyboardEvent} event
   * @param {number} to
   */
  #step(event, to) {
    event.preventDefault();
    if (to < 0) this.#field.focus();
    else this.#results.querySelectorAll('button')[to]?.focus();
  }
}
