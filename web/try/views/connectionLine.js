import { element } from './element.js';

const graceMs = 2_000;

/** The thin line that says there is no connection: after two seconds, because most losses are shorter and not worth a word. */
export class ConnectionLine {
  #connection;
  #stop;
  /** @type {any} */
  #timer = null;

  /** @param {import('./app.js').App} app */
  constructor({ haggle, words }) {
    this.#connection = haggle.connection;
    this.element = element('div', { class: 'offline', role: 'status' }, element('p', {}, words.say('connection.lost')));
    this.element.hidden = true;
    this.#stop = this.#connection.subscribe(() => this.#show());
    this.#show();
  }

  #show() {
    if (this.#connection.state === 'online') {
      clearTimeout(this.#timer);
      this.#timer = null;
      this.element.hidden = true;
    } else {
      this.#timer ??= setTimeout(() => { this.element.hidden = false; }, graceMs);
    }
  }

  destroy() {
    clearTimeout(this.#timer);
    this.#stop();
  }
}
