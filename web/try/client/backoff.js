const firstMs = 500;
const longestMs = 30_000;

/**
 * How long to wait before the next attempt: doubling from half a second to half a minute.
 * The jitter keeps everybody from meeting a restarted server in the same instant.
 */
export class Backoff {
  #failures = 0;
  #random;

  /** @param {() => number} random 0 up to 1 */
  constructor(random = Math.random) {
    this.#random = random;
  }

  /** @returns {number} milliseconds */
  next() {
    const full = Math.min(longestMs, firstMs * 2 ** this.#failures);
    this.#failures += 1;
    return full * (0.5 + this.#random() / 2);
  }

  reset() {
    this.#failures = 0;
  }
}
