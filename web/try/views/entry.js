import { Refused } from '../client/problems.js';
import { iconButton } from './button.js';
import { element } from './element.js';
import { openMenu } from './menu.js';
import { settingsItems } from './settingsMenu.js';

/** @typedef {import('../client/session.js').Session} Session */
/** @typedef {import('../words.js').Words} Words */
/** @typedef {'guest' | 'register' | 'login'} Door */
/** @typedef {{name: string, type: string, autocomplete: string, optional?: boolean, minlength?: number, maxlength?: number}} Field */

/** @type {Field} */
const email = { name: 'email', type: 'email', autocomplete: 'username', maxlength: 254 };

/** @type {Record<Door, Field[]>} */
const fields = {
  guest: [{ name: 'display_name', type: 'text', autocomplete: 'nickname', optional: true, maxlength: 64 }],
  register: [
    { name: 'display_name', type: 'text', autocomplete: 'name', maxlength: 64 }, email,
    { name: 'password', type: 'password', autocomplete: 'new-password', minlength: 8, maxlength: 256 },
  ],
  login: [email, { name: 'password', type: 'password', autocomplete: 'current-password', maxlength: 256 }],
};

/** The way in: as a guest with one press, or with an account. */
export class EntryView {
  #session;
  #words;
  #door;
  #card = element('div', { class: 'entry-card' });
  #error = element('p', { class: 'form-error', role: 'alert' });

  /**
   * @param {{session: Session, words: Words, settings: import('../settings.js').Settings, places: import('../places.js').Places, over: boolean}} parts
   *   over: a session was here and has ended
   */
  constructor({ session, words, settings, places, over }) {
    this.#session = session;
    this.#words = words;
    this.#door = /** @type {Door} */ (over ? 'login' : 'guest');
    const corner = iconButton('globe', words.say('settings'), (event) =>
      openMenu(/** @type {HTMLElement} */ (event.currentTarget), settingsItems({ words, settings }), { label: words.say('settings') }));
    this.element = element('main', { class: 'entry' },
      element('div', { class: 'entry-corner' }, corner),
      element('section', { class: 'entry-pitch' },
        element('h1', { class: 'brand' }, element('img', { src: 'icon.svg', alt: '', width: 44, height: 44 }), 'Haggle'),
        element('p', { class: 'lead' }, words.say('entry.lead')),
        element('p', { class: 'soft' }, words.say('entry.two'), ' ', element('a', { href: places.otherWindow, target: '_blank', rel: 'noopener' }, words.say('entry.two.open'))),
        sample(words)),
      this.#card);
    this.#notice = over ? words.say('entry.over') : places.to ? words.say('entry.to', { tag: places.to }) : '';
    this.#show();
  }

  #notice;

  /** Called once this view is in the page. On a touch screen the keyboard would hide what the page has to say. */
  start() {
    if (matchMedia('(hover: hover)').matches) this.#card.querySelector('input')?.focus();
  }

  #show() {
    const tabs = /** @type {Door[]} */ (['guest', 'register', 'login']).map((door) => element('button', {
      type: 'button', role: 'tab', class: 'tab', 'aria-selected': String(door === this.#door), tabindex: door === this.#door ? 0 : -1,
      'aria-controls': 'entry-panel', on: { click: () => this.#choose(door), keydown: (/** @type {KeyboardEvent} */ event) => this.#walk(event) },
    }, this.#words.say(`entry.${door}`)));
    this.#error.textContent = '';
    this.#card.replaceChildren(
      ...this.#notice ? [element('p', { class: 'entry-notice' }, this.#notice)] : [],
      element('div', { class: 'tabs', role: 'tablist', 'aria-label': this.#words.say('entry.how') }, ...tabs),
      element('div', { id: 'entry-panel', role: 'tabpanel', 'aria-label': this.#words.say(`entry.${this.#door}`) }, this.#form()));
  }

  #form() {
    const words = this.#words;
    const button = element('button', { type: 'submit', class: 'button button-primary button-wide' }, words.say(`entry.${this.#door}.go`));
    const form = element('form', { class: 'entry-form', novalidate: true },
      ...fields[this.#door].map((field) => this.#field(field)), this.#error, button, element('p', { class: 'soft hint' }, words.say(`entry.${this.#door}.hint`)));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#enter(form, button);
    });
    return form;
  }

  /** @param {Field} field */
  #field({ name, optional, ...attributes }) {
    const label = this.#words.say(`field.${name}`);
    return element('label', { class: 'field' },
      element('span', { class: 'field-label' }, label, optional && element('span', { class: 'soft' }, ` · ${this.#words.say('field.optional')}`)),
      element('input', { name, class: 'input', required: !optional, ...attributes }));
  }

  /**
   * @param {HTMLFormElement} form
   * @param {HTMLButtonElement} button
   */
  async #enter(form, button) {
    const wrong = [...form.querySelectorAll('input')].find((input) => !input.validity.valid || (input.required && input.value.trim() === ''));
    if (wrong) return this.#complain(this.#words.say(`wrong.${wrong.name}`), wrong);
    const answers = Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ''));
    button.disabled = true;
    try {
      await this.#session.enter(this.#door, answers);
    } catch (problem) {
      const field = problem instanceof Refused ? form.querySelector(`input[name="${CSS.escape(problem.field ?? '')}"]`) : null;
      this.#complain(this.#reason(problem), /** @type {HTMLInputElement | null} */ (field));
    } finally {
      button.disabled = false;
    }
  }

  /** @param {unknown} problem */
  #reason(problem) {
    if (!(problem instanceof Refused)) return this.#words.say('wrong.unreachable');
    if (problem.code === 'rate_limited') return this.#words.count('wrong.tooFast', Math.ceil((problem.retryAfterMs ?? 1_000) / 1_000));
    if (problem.status === 401) return this.#words.say('wrong.credentials');
    if (problem.code === 'email_taken') return this.#words.say('wrong.emailTaken');
    return problem.field && this.#words.has(`wrong.${problem.field}`) ? this.#words.say(`wrong.${problem.field}`) : problem.message;
  }

  /**
   * @param {string} text
   * @param {HTMLInputElement | null} input
   */
  #complain(text, input) {
    this.#error.textContent = text;
    for (const other of this.#card.querySelectorAll('input')) other.setAttribute('aria-invalid', String(other === input));
    input?.focus();
  }

  /** @param {Door} door */
  #choose(door) {
    this.#door = door;
    this.#show();
    this.#card.querySelector('input')?.focus();
  }

  /** @param {KeyboardEvent} event */
  #walk(event) {
    const doors = /** @type {Door[]} */ (['guest', 'register', 'login']);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    this.#door = /** @type {Door} */ (doors.at((doors.indexOf(this.#door) + step) % doors.length));
    this.#show();
    /** @type {HTMLElement} */ (this.#card.querySelector('[aria-selected="true"]')).focus();
  }

  destroy() {}
}

/** Three bubbles for the eye alone. @param {Words} words */
function sample(words) {
  const line = (/** @type {string} */ side, /** @type {string} */ key) => element('div', { class: `row ${side} first last` }, element('div', { class: 'bubble' }, words.say(key)));
  return element('div', { class: 'entry-sample', 'aria-hidden': 'true' }, line('other', 'sample.ask'), line('own', 'sample.answer'), line('other', 'sample.thanks'));
}
