import { Observable } from './observable.js';
import { Refused, SessionOver } from './problems.js';

/** @typedef {import('./types.js').User} User */
/** @typedef {{access_token: string, refresh_token: string, made_at: number, expires_in: number, user: User}} Kept */

const shelfKey = 'session';

/**
 * Who we are to the server: the pair of tokens, kept on the shelf. Several windows may share one shelf, so a renewal
 * runs under a lock and looks at the shelf first: using a refresh token twice would end the session for all of them.
 */
export class Session extends Observable {
  #shelf;
  #wire;
  #lock;
  /** @type {Promise<void> | null} */
  #renewal = null;
  /** @type {Kept | null} */
  #kept;

  /** @param {{shelf: import('./types.js').Shelf, wire: import('./wire.js').Wire, lock: import('./types.js').Lock}} parts */
  constructor({ shelf, wire, lock }) {
    super();
    this.#shelf = shelf;
    this.#wire = wire;
    this.#lock = lock;
    this.#kept = shelf.read(shelfKey);
  }

  /** @returns {User | null} */
  get user() {
    return this.#kept?.user ?? null;
  }

  get token() {
    return this.#kept?.access_token ?? '';
  }

  /** True in the last fifth of the access token's life, when it is time for a new one. */
  get ageing() {
    return this.#kept !== null && Date.now() > this.#kept.made_at + this.#kept.expires_in * 800;
  }

  /** True when the access token is surely refused, as after a night's sleep. */
  get spent() {
    return this.#kept !== null && Date.now() > this.#kept.made_at + this.#kept.expires_in * 1_000;
  }

  /**
   * @param {'register' | 'login' | 'guest'} door
   * @param {object} answers what the contract asks at that door
   * @throws {Refused | import('./problems.js').Unreachable}
   */
  async enter(door, answers) {
    this.#keep(await this.#wire.ask('POST', `/auth/${door}`, { body: answers }));
  }

  /**
   * Gets new tokens, unless another window already did.
   * @param {string} stale the access token that is no longer good enough
   * @throws {SessionOver | Refused | import('./problems.js').Unreachable}
   */
  renew(stale) {
    this.#renewal ??= this.#lock('renewal', () => this.#renewNow(stale)).finally(() => { this.#renewal = null; });
    return this.#renewal;
  }

  /** Leaves for good. The server is told, but not waited for beyond its answer: a person who leaves must be able to. */
  async leave() {
    const kept = this.#kept;
    this.forget();
    if (kept)
      await this.#wire.ask('POST', '/auth/logout', { body: { refresh_token: kept.refresh_token }, token: kept.access_token }).catch(() => {});
  }

  forget() {
    this.#kept = null;
    this.#shelf.drop(shelfKey);
    this.changed();
  }

  /** Another window of this person entered, renewed or left. */
  reread() {
    this.#kept = this.#shelf.read(shelfKey);
    this.changed();
  }

  /** @param {User} user */
  rename(user) {
    if (!this.#kept) return;
    this.#kept = { ...this.#kept, user };
    this.#shelf.write(shelfKey, this.#kept);
    this.changed();
  }

  /** @param {string} stale */
  async #renewNow(stale) {
    this.#kept = this.#shelf.read(shelfKey);
    if (!this.#kept) {
      this.forget();
      throw new SessionOver();
    }
    if (this.#kept.access_token !== stale) return;
    try {
      this.#keep(await this.#wire.ask('POST', '/auth/refresh', { body: { refresh_token: this.#kept.refresh_token } }));
    } catch (problem) {
      if (!(problem instanceof Refused) || problem.status !== 401) throw problem;
      this.forget();
      throw new SessionOver();
    }
  }

  /** @param {import('./types.js').TokenAnswer} answer */
  #keep({ access_token, refresh_token, expires_in, user }) {
    this.#kept = { access_token, refresh_token, expires_in, user, made_at: Date.now() };
    this.#shelf.write(shelfKey, this.#kept);
    this.changed();
  }
}
