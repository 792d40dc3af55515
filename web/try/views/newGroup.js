import { avatar } from './avatar.js';
import { openDialog } from './dialog.js';
import { element } from './element.js';

/** @typedef {import('../client/types.js').User} User */

const pauseMs = 200;
const fewestLetters = 2;

/**
 * Asks for a title and people, and opens the group they make.
 * @param {import('./app.js').App} app
 */
export function openNewGroup(app) {
  new NewGroup(app).open();
}

class NewGroup {
  #app;
  /** @type {Map<number, User>} */
  #chosen = new Map();
  #title = element('input', { class: 'input', maxlength: 128, autocomplete: 'off', required: true });
  #query;
  #chips = element('div', { class: 'chips' });
  #found;
  #error = element('p', { class: 'form-error', role: 'alert' });
  #create;
  #close = () => {};
  /** @type {any} */
  #timer = null;

  /** @param {import('./app.js').App} app */
  constructor(app) {
    this.#app = app;
    const { words } = app;
    this.#query = element('input', {
      type: 'search', class: 'input', maxlength: 64, autocomplete: 'off', spellcheck: 'false', placeholder: words.say('search.hint'), on: { input: () => this.#typed() },
    });
    this.#found = element('div', { class: 'picker', role: 'group', 'aria-label': words.say('search.people') });
    this.#create = element('button', { type: 'submit', form: 'new-group', class: 'button button-primary' }, words.say('group.create'));
  }

  open() {
    const { words } = this.#app;
    const field = (/** @type {string} */ key, /** @type {HTMLElement} */ input) => element('label', { class: 'field' }, element('span', { class: 'field-label' }, words.say(key)), input);
    const form = element('form', { id: 'new-group', class: 'group-form', novalidate: true },
      field('group.title', this.#title), field('group.people', this.#query), this.#chips, this.#found, this.#error);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#close = openDialog({ title: words.say('group.new'), closeLabel: words.say('close'), body: [form], actions: [this.#create] });
    this.#showFound(this.#known());
    this.#title.focus();
  }

  /** @returns {User[]} people of my direct chats, to begin with */
  #known() {
    return this.#app.haggle.chats.sorted.map((chat) => chat.partner).filter((person) => person !== null);
  }

  #typed() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), pauseMs);
  }

  async #look() {
    const wanted = this.#query.value.trim();
    const short = wanted.replace(/^@/, '').length < fewestLetters;
    const people = short ? this.#known() : await this.#app.haggle.findPeople(wanted).catch(() => []);
    if (wanted === this.#query.value.trim()) this.#showFound(people);
  }

  /** @param {User[]} people */
  #showFound(people) {
    const none = element('p', { class: 'soft results-none' }, this.#app.words.say(this.#query.value ? 'search.nobody' : 'group.whom'));
    this.#found.replaceChildren(...people.length > 0 ? people.map((user) => this.#choice(user)) : [none]);
  }

  /** @param {User} user */
  #choice(user) {
    const box = element('input', { type: 'checkbox', value: user.id, checked: this.#chosen.has(user.id), on: { change: () => this.#toggle(user) } });
    return element('label', { class: 'person' }, avatar(user.display_name, user.id, { small: true }),
      element('span', { class: 'person-text' }, element('span', { class: 'person-name' }, user.display_name), element('span', { class: 'soft' }, `@${user.tag}`)), box);
  }

  /** @param {User} user */
  #toggle(user) {
    if (!this.#chosen.delete(user.id)) this.#chosen.set(user.id, user);
    this.#chips.replaceChildren(...[...this.#chosen.values()].map((chosen) => this.#chip(chosen)));
    for (const box of this.#found.querySelectorAll('input')) box.checked = this.#chosen.has(Number(box.value));
  }

  /** @param {User} user */
  #chip(user) {
    const label = this.#app.words.say('group.without', { name: user.display_name });
    return element('button', { type: 'button', class: 'chip', 'aria-label': label, on: { click: () => this.#toggle(user) } },
      user.display_name, element('span', { 'aria-hidden': 'true' }, ' ×'));
  }

  async #submit() {
    const { words, haggle, open } = this.#app;
    const title = this.#title.value.trim();
    this.#error.textContent = title === '' ? words.say('wrong.title') : this.#chosen.size === 0 ? words.say('wrong.members') : '';
    if (this.#error.textContent !== '') return (title === '' ? this.#title : this.#query).focus();
    this.#create.disabled = true;
    try {
      const chat = await haggle.createGroup(title, [...this.#chosen.keys()]);
      this.#close();
      open(chat.id);
    } catch {
      this.#error.textContent = words.say('wrong.notOpened');
      this.#create.disabled = false;
    }
  }
}
