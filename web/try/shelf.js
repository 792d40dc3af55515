/** @typedef {import('./client/types.js').Shelf} Shelf */

/**
 * A shelf in the browser's storage. Where that is forbidden or full, the page still works, but forgets on reload.
 * @param {string} prefix keeps several people in one browser apart
 * @returns {Shelf}
 */
export function browserShelf(prefix) {
  const storage = available();
  return {
    read: (key) => parse(storage.getItem(prefix + key)),
    write: (key, value) => {
      try {
        storage.setItem(prefix + key, JSON.stringify(value));
      } catch {
        // Full. What is on the screen stays there; only its copy for the next visit is missing.
      }
    },
    drop: (key) => storage.removeItem(prefix + key),
    keys: (start) => Object.keys(storage).filter((key) => key.startsWith(prefix + start)).map((key) => key.slice(prefix.length)),
  };
}

/** @returns {Storage} */
function available() {
  try {
    localStorage.getItem('');
    return localStorage;
  } catch {
    return memory();
  }
}

/** @returns {Storage} */
function memory() {
  const kept = /** @type {Storage} */ ({});
  return Object.defineProperties(kept, {
    getItem: { value: (/** @type {string} */ key) => kept[key] ?? null },
    setItem: { value: (/** @type {string} */ key, /** @type {string} */ value) => { kept[key] = value; } },
    removeItem: { value: (/** @type {string} */ key) => { delete kept[key]; } },
  });
}

/** @param {string | null} text @returns {any} */
function parse(text) {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null; // written by something else
  }
}
