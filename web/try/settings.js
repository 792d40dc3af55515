import { Observable } from './client/observable.js';
import { languages } from './words.js';

/** @typedef {'system' | 'light' | 'dark'} Theme */
/** @typedef {import('./words.js').Language} Language */

const shelfKey = 'settings';

/** How the page looks and speaks, for everybody in this browser. */
export class Settings extends Observable {
  #shelf;
  /** @type {{theme: Theme, language: Language}} */
  #chosen;

  /** @param {import('./client/types.js').Shelf} shelf */
  constructor(shelf) {
    super();
    this.#shelf = shelf;
    this.#chosen = { theme: 'system', language: preferredLanguage(), ...shelf.read(shelfKey) };
  }

  get theme() {
    return this.#chosen.theme;
  }

  get language() {
    return this.#chosen.language;
  }

  /** @param {Partial<{theme: Theme, language: Language}>} wish */
  choose(wish) {
    this.#chosen = { ...this.#chosen, ...wish };
    this.#shelf.write(shelfKey, this.#chosen);
    this.changed();
  }

  /** Another window chose. */
  reread() {
    this.#chosen = { ...this.#chosen, ...this.#shelf.read(shelfKey) };
    this.changed();
  }
}

/** The first of the person's languages that we speak; Russian where we speak none of them. @returns {Language} */
function preferredLanguage() {
  const known = navigator.languages.map((tag) => languages.find((language) => tag.startsWith(language)));
  return known.find((language) => language !== undefined) ?? 'ru';
}
