/** The server answered, and the answer was no. */
export class Refused extends Error {
  /**
   * @param {string} code as in the contract, part B2
   * @param {string} detail the server's words
   * @param {{status?: number, retryAfterMs?: number | null, field?: string | null}} [more]
   */
  constructor(code, detail, { status = 0, retryAfterMs = null, field = null } = {}) {
    super(detail);
    this.code = code;
    this.status = status;
    this.retryAfterMs = retryAfterMs;
    this.field = field;
  }

  /** True when the same request may succeed later. */
  get passing() {
    return this.code === 'rate_limited' || this.code === 'unavailable' || this.status >= 500;
  }
}

/** Nobody answered: the network, the server or the patience was gone. What was asked may have happened or not. */
export class Unreachable extends Error {}

/** There is no session any more; only entering again helps. */
export class SessionOver extends Error {}
