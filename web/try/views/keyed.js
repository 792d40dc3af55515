/**
 * Keeps a parent's children in step with a list of rows: each row's element lives as long as its key does, and is filled
 * again only when the row differs. So focus, selection and running transitions survive a change next door.
 * @template {{key: string}} Row
 */
export class KeyedChildren {
  #parent;
  #create;
  #fill;
  /** @type {Map<string, {made: HTMLElement, row: Row}>} */
  #kept = new Map();

  /**
   * @param {HTMLElement} parent
   * @param {(row: Row) => HTMLElement} create an element, not yet filled
   * @param {(made: HTMLElement, row: Row) => void} fill
   */
  constructor(parent, create, fill) {
    this.#parent = parent;
    this.#create = create;
    this.#fill = fill;
  }

  /** @param {Row[]} rows with distinct keys */
  show(rows) {
    const wanted = new Set(rows.map((row) => row.key));
    for (const [key, { made }] of this.#kept) {
      if (wanted.has(key)) continue;
      made.remove();
      this.#kept.delete(key);
    }
    /** @type {Node | null} */
    let place = this.#parent.firstChild;
    for (const row of rows) {
      const made = this.#show(row);
      if (made === place) place = place.nextSibling;
      else this.#parent.insertBefore(made, place);
    }
  }

  /** @param {string} key */
  get(key) {
    return this.#kept.get(key)?.made ?? null;
  }

  /** @param {Row} row */
  #show(row) {
    const known = this.#kept.get(row.key);
    const made = known?.made ?? this.#create(row);
    if (!known || !same(known.row, row)) this.#fill(made, row);
    this.#kept.set(row.key, { made, row });
    return made;
  }
}

/**
 * @param {Record<string, any>} a
 * @param {Record<string, any>} b
 */
function same(a, b) {
  return Object.keys(a).length === Object.keys(b).length && Object.keys(a).every((name) => a[name] === b[name]);
}
