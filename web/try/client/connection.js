import { Backoff } from './backoff.js';
import { Commands } from './commands.js';
import { Observable } from './observable.js';
import { SessionOver } from './problems.js';

const handshakeMs = 10_000;
const suspicionMs = 4_000;
const closedByUs = 4000;
const notAuthorised = 1008;

/**
 * @typedef {object} Parts
 * @property {() => Promise<WebSocket>} open makes the socket; may first get what that needs
 * @property {() => object} greeting the data of session.start: what we have
 * @property {(event: string, data: any) => void} hear gets every event, in the order of arrival
 * @property {() => Promise<void>} renew gets a new access token
 */

/**
 * One socket at a time, and another after it for as long as it takes. Online means: greeted, caught up, live.
 * The browser says nothing of a peer that fell silent, so silence is answered with a question of ours.
 */
export class Connection extends Observable {
  /** @type {'off' | 'connecting' | 'online' | 'waiting'} */
  state = 'off';
  #parts;
  #backoff = new Backoff();
  #commands = new Commands((frame) => this.#write(frame));
  /** @type {WebSocket | null} */
  #socket = null;
  #attempt = 0;
  #heardAt = 0;
  /** @type {number | null} when the server, about to leave, wants us back; milliseconds */
  #invitedInMs = null;
  #timers = { retry: 0, handshake: 0, silence: 0 };

  /** @param {Parts} parts */
  constructor(parts) {
    super();
    this.#parts = parts;
  }

  start() {
    if (this.state === 'off') this.#connect();
  }

  stop() {
    this.#become('off');
    this.#letGo();
  }

  /** The network seems to be back, or somebody presses "now". */
  hurry() {
    if (this.state === 'waiting') this.#connect();
    else this.#doubt(suspicionMs);
  }

  /** The network seems to be gone: ask, and believe only the answer, because a server on this machine needs no network. */
  suspect() {
    this.#doubt(suspicionMs);
  }

  /**
   * @param {string} event
   * @param {object} data
   * @returns {Promise<any>} the answer's data
   * @throws {import('./problems.js').Refused | import('./problems.js').Unreachable}
   */
  command(event, data) {
    return this.#commands.ask(event, data, () => this.#lost(closedByUs));
  }

  /**
   * Says what may get lost, such as typing.
   * @param {string} event
   * @param {object} data
   */
  say(event, data) {
    if (this.state === 'online') this.#write({ event, data });
  }

  async #connect() {
    clearTimeout(this.#timers.retry);
    const attempt = ++this.#attempt;
    this.#become('connecting');
    try {
      const socket = await this.#parts.open();
      if (attempt === this.#attempt) this.#adopt(socket);
      else socket.close();
    } catch (problem) {
      if (attempt === this.#attempt && !(problem instanceof SessionOver)) this.#later();
    }
  }

  /** @param {WebSocket} socket */
  #adopt(socket) {
    this.#socket = socket;
    this.#timers.handshake = setTimeout(() => this.#lost(closedByUs), handshakeMs);
    socket.onopen = () => this.#greet();
    socket.onmessage = ({ data }) => this.#hear(JSON.parse(data));
    socket.onclose = ({ code }) => this.#lost(code);
  }

  #greet() {
    this.#commands.ask('session.start', this.#parts.greeting(), () => this.#lost(closedByUs)).catch(() => this.#lost(closedByUs));
  }

  /** @param {{event: string, data: any, id?: string}} frame */
  #hear(frame) {
    this.#heardAt = Date.now();
    if (this.#commands.settle(frame)) return;
    this.#parts.hear(frame.event, frame.data);
    if (frame.event === 'server.draining') this.#invitedInMs = frame.data.reconnect_in_ms;
    if (frame.event === 'session.started') this.#listenForSilence(frame.data.ping_interval_ms);
    if (frame.event !== 'sync.completed') return;
    clearTimeout(this.#timers.handshake);
    this.#backoff.reset();
    this.#become('online');
  }

  /** @param {number} everyMs */
  #listenForSilence(everyMs) {
    clearInterval(this.#timers.silence);
    this.#timers.silence = setInterval(() => {
      if (Date.now() - this.#heardAt >= everyMs) this.#doubt(handshakeMs);
    }, everyMs);
  }

  /** @param {number} patienceMs */
  #doubt(patienceMs) {
    if (this.state === 'online') this.#commands.ask('ping', {}, () => this.#lost(closedByUs), patienceMs).catch(() => {});
  }

  /** @param {number} code why the socket closed */
  async #lost(code) {
    if (this.state === 'off' || !this.#socket) return;
    this.#letGo();
    const attempt = this.#attempt;
    this.#become('waiting');
    if (code === notAuthorised) {
      const over = await this.#parts.renew().then(() => false, (problem) => problem instanceof SessionOver);
      if (over) return;
    }
    if (attempt === this.#attempt) this.#later();
  }

  #later() {
    this.#become('waiting');
    this.#timers.retry = setTimeout(() => this.#connect(), this.#invitedInMs ?? this.#backoff.next());
    this.#invitedInMs = null;
  }

  /** Forgets the socket before it says goodbye: over a dead network its close event may take minutes. */
  #letGo() {
    const socket = this.#socket;
    this.#socket = null;
    this.#attempt += 1;
    clearTimeout(this.#timers.retry);
    clearTimeout(this.#timers.handshake);
    clearInterval(this.#timers.silence);
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    }
    this.#commands.abandon();
  }

  /** @param {object} frame */
  #write(frame) {
    if (this.#socket?.readyState !== 1) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  /** @param {Connection['state']} state */
  #become(state) {
    if (this.state === state) return;
    this.state = state;
    this.changed();
  }
}
