import { Observable } from './observable.js';

/** @typedef {import('./types.js').Presence} Status */

const mostWatched = 200;

/** Who is there, of the people that somebody on this page looks at. The longest forgotten of more than 200 is no longer watched. */
export class Presence extends Observable {
  /** @type {Map<number, Status>} */
  #known = new Map();
  /** @type {Set<number>} */
  #watched = new Set();
  /** @type {Set<Set<number>>} for each question under way, the people who were announced since */
  #questions = new Set();
  #command;

  /** @param {(event: string, data: object) => Promise<any>} command */
  constructor(command) {
    super();
    this.#command = command;
  }

  /** @param {number} userId @returns {Status | null} */
  of(userId) {
    return this.#known.get(userId) ?? null;
  }

  /** @param {Status} status as the server just announced it */
  learn(status) {
    for (const announced of this.#questions) announced.add(status.user_id);
    this.#known.set(status.user_id, status);
    this.changed();
  }

  /** @param {number[]} userIds */
  watch(userIds) {
    const fresh = userIds.filter((id) => !this.#watched.has(id)).slice(-mostWatched);
    if (fresh.length === 0) return;
    for (const id of fresh) this.#watched.add(id);
    const tooMany = [...this.#watched].slice(0, Math.max(0, this.#watched.size - mostWatched));
    for (const id of tooMany) this.#watched.delete(id);
    if (tooMany.length > 0) this.#command('presence.unwatch', { user_ids: tooMany }).catch(() => {});
    this.#look(fresh);
  }

  /** Without a connection nobody can be said to be there. */
  forget() {
    this.#known.clear();
    this.changed();
  }

  /** A new connection watches nobody yet. */
  repeat() {
    if (this.#watched.size > 0) this.#look([...this.#watched]);
  }

  /** @param {number[]} userIds */
  async #look(userIds) {
    /** @type {Set<number>} */
    const announced = new Set();
    this.#questions.add(announced);
    // Without a connection nothing is lost: repeat() runs when it comes.
    const { items } = await this.#command('presence.watch', { user_ids: userIds }).catch(() => ({ items: [] }));
    this.#questions.delete(announced);
    // An announcement is newer than an answer that was on its way when it came.
    for (const status of /** @type {Status[]} */ (items)) if (!announced.has(status.user_id)) this.#known.set(status.user_id, status);
    this.changed();
  }
}
