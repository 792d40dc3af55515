import { Refused } from './problems.js';

/** The server's routes, asked in the name of the session's person; an access token that ran out is renewed on the way. */
export class Api {
  #wire;
  #session;

  /** @param {{wire: import('./wire.js').Wire, session: import('./session.js').Session}} parts */
  constructor({ wire, session }) {
    this.#wire = wire;
    this.#session = session;
  }

  /** @param {string} path */
  get(path) {
    return this.#ask('GET', path);
  }

  /**
   * @param {string} path
   * @param {object} [body]
   */
  post(path, body = {}) {
    return this.#ask('POST', path, body);
  }

  /** @param {string} path */
  delete(path) {
    return this.#ask('DELETE', path);
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {object} [body]
   */
  async #ask(method, path, body) {
    if (this.#session.spent) await this.#session.renew(this.#session.token);
    const { token } = this.#session;
    try {
      return await this.#wire.ask(method, path, { body, token });
    } catch (problem) {
      if (!(problem instanceof Refused) || problem.status !== 401) throw problem;
      await this.#session.renew(token);
      return this.#wire.ask(method, path, { body, token: this.#session.token });
    }
  }
}
