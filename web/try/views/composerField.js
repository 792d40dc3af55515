import { element } from './element.js';

const borders = 2;

/** A field that grows with its text up to what the style allows, and knows which Enter sends. */
export class ComposerField {
  /** A finger's keyboard has no Shift+Enter worth the name, so there Enter breaks the line and the button sends. */
  #touch = matchMedia('(pointer: coarse)');

  /** @param {{label: string, hint: string, changed: () => void, submit: () => void, keys: (event: KeyboardEvent) => void}} parts */
  constructor({ label, hint, changed, submit, keys }) {
    this.element = element('textarea', {
      class: 'composer-field', rows: 1, dir: 'auto', 'aria-label': label, placeholder: hint, enterkeyhint: this.#touch.matches ? 'enter' : 'send', autocomplete: 'off',
    });
    this.element.addEventListener('input', () => {
      this.#fit();
      changed();
    });
    this.element.addEventListener('keydown', (event) => {
      // While a word is being composed, Enter chooses it.
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && !this.#touch.matches) {
        event.preventDefault();
        submit();
      } else {
        keys(event);
      }
    });
  }

  get text() {
    return this.element.value;
  }

  set text(text) {
    this.element.value = text;
    this.#fit();
  }

  focus() {
    this.element.focus({ preventScroll: true });
  }

  #fit() {
    const row = this.element.parentElement;
    // The field folds up for a moment to be measured; the row must not, or the timeline above would lose its place.
    if (row) row.style.minHeight = `${row.offsetHeight}px`;
    this.element.style.height = 'auto';
    if (this.element.scrollHeight > 0) this.element.style.height = `${this.element.scrollHeight + borders}px`;
    if (row) row.style.minHeight = '';
  }
}
