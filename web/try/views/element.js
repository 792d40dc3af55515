/** @typedef {Node | string | null | undefined | false} Child */

/**
 * Makes an element. Children that are strings become text and never markup; `on` holds listeners, `data` the data
 * attributes, everything else becomes an attribute (true an empty one, false and null none).
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, any>} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, { on = {}, data = {}, ...attributes } = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value === true ? '' : String(value));
  for (const [name, listener] of Object.entries(on)) made.addEventListener(name, /** @type {any} */ (listener));
  for (const [name, value] of Object.entries(data)) if (value !== null && value !== undefined) made.dataset[name] = String(value);
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}
