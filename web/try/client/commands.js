import { Refused, Unreachable } from './problems.js';

const patienceMs = 10_000;

/** Questions under way on one socket, each with its answer to come. */
export class Commands {
  /** @type {Map<string, {resolve: (data: any) => void, reject: (problem: Error) => void, timer: any}>} */
  #open = new Map();
  #write;
  #asked = 0;

  /** @param {(frame: object) => boolean} write false when there is no socket to write to */
  constructor(write) {
    this.#write = write;
  }

  /**
   * @param {string} event
   * @param {object} data
   * @param {() => void} silent called when nobody answers in time
   * @param {number} [withinMs]
   * @returns {Promise<any>}
   */
  ask(event, data, silent, withinMs = patienceMs) {
    const id = `c${++this.#asked}`;
    return new Promise((resolve, reject) => {
      if (!this.#write({ event, data, id })) return reject(new Unreachable(event));
      const timer = setTimeout(() => {
        this.#open.delete(id);
        reject(new Unreachable(event));
        silent();
      }, withinMs);
      this.#open.set(id, { resolve, reject, timer });
    });
  }

  /**
   * @param {{event: string, data: any, id?: string}} frame
   * @returns {boolean} true when the frame was an answer and nothing else
   */
  settle({ event, data, id }) {
    const question = id === undefined ? undefined : this.#open.get(id);
    if (question) {
      clearTimeout(question.timer);
      this.#open.delete(/** @type {string} */ (id));
      if (event === 'error') question.reject(refusal(data));
      else question.resolve(data);
    }
    return event === 'reply' || event === 'error';
  }

  /** The socket is gone, and with it every answer. */
  abandon() {
    const questions = [...this.#open.values()];
    this.#open.clear();
    for (const { reject, timer } of questions) {
      clearTimeout(timer);
      reject(new Unreachable('socket'));
    }
  }
}

/** @param {{code: string, detail: string, retry_after?: number, field?: string}} error */
function refusal({ code, detail, retry_after, field }) {
  return new Refused(code, detail, { retryAfterMs: retry_after === undefined ? null : retry_after * 1000, field: field ?? null });
}
