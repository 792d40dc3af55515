/** Tells its listeners that something changed: once per turn of the event loop, however much did. */
export class Observable {
  /** @type {Set<() => void>} */
  #listeners = new Set();
  #due = false;

  /**
   * @param {() => void} listener
   * @returns {() => void} takes the listener off again
   */
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed() {
    if (this.#due) return;
    this.#due = true;
    queueMicrotask(() => {
      this.#due = false;
      for (const listener of [...this.#listeners]) listener();
    });
  }
}
