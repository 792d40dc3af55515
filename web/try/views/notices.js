import { element } from './element.js';

const shownMs = 5_000;

/** Short notices at the bottom, and the voice that reads news to those who do not see the page. */
export class Notices {
  #toasts = element('div', { class: 'toasts', role: 'status', popover: 'manual' });
  #voice = element('div', { class: 'unseen', 'aria-live': 'polite' });

  constructor() {
    document.body.append(this.#toasts, this.#voice);
  }

  /** @param {string} text */
  show(text) {
    const toast = element('p', { class: 'toast' }, text);
    this.#toasts.replaceChildren(toast);
    // Shown anew each time, so that it lies above a dialog or menu opened since.
    if (this.#toasts.matches(':popover-open')) this.#toasts.hidePopover();
    this.#toasts.showPopover();
    setTimeout(() => {
      toast.remove();
      if (!this.#toasts.hasChildNodes()) this.#toasts.hidePopover();
    }, shownMs);
  }

  /** @param {string} text */
  announce(text) {
    this.#voice.replaceChildren(element('p', {}, text));
  }
}
