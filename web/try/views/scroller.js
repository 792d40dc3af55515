const endSlack = 48;

/**
 * A scrolled column whose content grows at both ends. It stays at the end when it was there, and otherwise holds still
 * whatever a person is reading, however much is put above it.
 */
export class Scroller {
  #box;
  #rows;
  #observer;
  /** True while the end is, and should stay, in view. */
  atEnd = true;
  /** More follows after the last row than is here, so being at the last row is not being at the end. */
  endless = false;

  /**
   * @param {HTMLElement} box scrolls; the offset parent of the rows
   * @param {HTMLElement} content
   * @param {string} rows selects the rows inside, in order
   */
  constructor(box, content, rows) {
    this.#box = box;
    this.#rows = rows;
    // The keyboard, a growing composer and late fonts change sizes without anything being rendered.
    this.#observer = new ResizeObserver(() => this.settle());
    this.#observer.observe(box);
    this.#observer.observe(content);
    box.addEventListener('scroll', () => { this.#look(); }, { passive: true });
  }

  get distanceToStart() {
    return this.#box.scrollTop;
  }

  get distanceToEnd() {
    return this.#box.scrollHeight - this.#box.scrollTop - this.#box.clientHeight;
  }

  /** @param {() => void} change */
  holding(change) {
    this.atEnd &&= !this.endless;
    const anchor = this.atEnd ? null : this.#firstVisible();
    const top = anchor?.offsetTop ?? 0;
    change();
    if (anchor?.isConnected) this.#box.scrollTop += anchor.offsetTop - top;
    this.settle();
  }

  settle() {
    if (this.atEnd) this.#box.scrollTop = this.#box.scrollHeight;
  }

  /** @param {boolean} smoothly */
  toEnd(smoothly) {
    if (smoothly) this.#box.scrollTo({ top: this.#box.scrollHeight, behavior: 'smooth' });
    else {
      this.atEnd = true;
      this.settle();
    }
  }

  /**
   * @param {HTMLElement} row
   * @param {number} share of the box's height that stays above the row
   */
  to(row, share) {
    this.#box.scrollTop = row.offsetTop - this.#box.clientHeight * share;
    this.#look();
  }

  /** @returns {HTMLElement | null} the last row that can be read without scrolling */
  lastVisible() {
    const bottom = this.#box.scrollTop + this.#box.clientHeight;
    const rows = this.#all();
    return rows[firstIndex(rows, (row) => row.offsetTop + Math.min(row.offsetHeight, 24) > bottom) - 1] ?? null;
  }

  #look() {
    this.atEnd = !this.endless && this.distanceToEnd <= endSlack;
  }

  #firstVisible() {
    const rows = this.#all();
    return rows[firstIndex(rows, (row) => row.offsetTop + row.offsetHeight > this.#box.scrollTop)] ?? null;
  }

  /** @returns {HTMLElement[]} */
  #all() {
    return [...this.#box.querySelectorAll(this.#rows)].map((row) => /** @type {HTMLElement} */ (row));
  }

  destroy() {
    this.#observer.disconnect();
  }
}

/**
 * @param {HTMLElement[]} rows
 * @param {(row: HTMLElement) => boolean} holds false for the first rows, true from some row on
 */
function firstIndex(rows, holds) {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(rows[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}
