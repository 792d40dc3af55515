import { element } from './element.js';
import { icon } from './icon.js';

/**
 * @param {import('./icon.js').IconName} name
 * @param {string} label what it does, in words
 * @param {(event: MouseEvent) => void} press
 * @param {Record<string, any>} [more]
 */
export function iconButton(name, label, press, more = {}) {
  return element('button', { type: 'button', class: 'icon-button', 'aria-label': label, title: label, on: { click: press }, ...more }, icon(name));
}

/**
 * @param {string} label
 * @param {() => void} press
 * @param {{look?: 'primary' | 'plain' | 'danger' | 'quiet', icon?: import('./icon.js').IconName}} [more]
 */
export function textButton(label, press, { look = 'plain', icon: drawn } = {}) {
  return element('button', { type: 'button', class: `button button-${look}`, on: { click: press } }, drawn ? icon(drawn) : null, label);
}
