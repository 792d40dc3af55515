import { Refused, Unreachable } from './problems.js';

const patienceMs = 15_000;

/** JSON over HTTP: one request, one answer or one problem. */
export class Wire {
  #origin;

  /** @param {string} origin such as http://localhost:8000 */
  constructor(origin) {
    this.#origin = origin;
  }

  /**
   * @param {string} method
   * @param {string} path beneath /api/v1
   * @param {{body?: any, token?: string}} [more]
   * @returns {Promise<any>} null for an empty answer
   * @throws {Refused | Unreachable}
   */
  async ask(method, path, { body, token } = {}) {
    /** @type {Record<string, string>} */
    const headers = {};
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    if (token) headers.Authorization = `Bearer ${token}`;
    let response, text;
    try {
      response = await fetch(`${this.#origin}/api/v1${path}`, {
        method, headers, body: body === undefined ? undefined : JSON.stringify(body), signal: AbortSignal.timeout(patienceMs),
        cache: 'no-store', // going back to the page, a browser would answer with what it heard last time
      });
      text = await response.text();
    } catch (cause) {
      throw new Unreachable(path, { cause });
    }
    const data = parse(text);
    if (!response.ok) throw refusal(response, data);
    return data;
  }
}

/** @param {string} text */
function parse(text) {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return null; // a proxy's error page, not ours
  }
}

/**
 * @param {Response} response
 * @param {any} data
 */
function refusal(response, data) {
  const first = Array.isArray(data?.detail) ? data.detail[0] : null;
  const after = Number(response.headers.get('Retry-After') ?? NaN);
  return new Refused(data?.code ?? `http_${response.status}`, first?.msg ?? data?.detail ?? response.statusText, {
    status: response.status,
    retryAfterMs: Number.isFinite(after) ? after * 1000 : null,
    field: data?.field ?? first?.loc?.at(-1) ?? null,
  });
}
