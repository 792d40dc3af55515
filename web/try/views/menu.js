import { element } from './element.js';
import { icon } from './icon.js';

/**
 * @typedef {object} MenuItem
 * @property {string} label
 * @property {import('./icon.js').IconName} [icon]
 * @property {boolean} [danger]
 * @property {boolean} [checked] makes it a choice
 * @property {() => void} press
 */

/** @typedef {{x: number, y: number}} Point */

/**
 * Opens a menu at an element or a point; on a small screen it comes up from the bottom edge. The browser closes it on
 * Esc or a press elsewhere, and focus goes back where it was.
 * @param {HTMLElement | Point} where
 * @param {(MenuItem | null)[]} items null draws a line between
 * @param {{label: string, head?: HTMLElement, closed?: () => void}} more
 */
export function openMenu(where, items, { label, head, closed }) {
  const before = /** @type {HTMLElement | null} */ (document.activeElement);
  const close = () => menu.hidePopover();
  const menu = element('div', { class: 'menu', popover: 'auto', role: 'menu', 'aria-label': label }, head, ...items.map((item) => entry(item, close)));
  menu.addEventListener('toggle', (event) => {
    if (/** @type {ToggleEvent} */ (event).newState !== 'closed') return;
    if (menu.contains(document.activeElement) || document.activeElement === document.body) before?.focus({ preventScroll: true });
    menu.remove();
    closed?.();
  });
  menu.addEventListener('keydown', (event) => walk(menu, event));
  document.body.append(menu);
  menu.showPopover();
  place(menu, where);
  stops(menu)[0]?.focus({ preventScroll: true });
  return close;
}

/**
 * @param {MenuItem | null} item
 * @param {() => void} close
 */
function entry(item, close) {
  if (item === null) return element('hr');
  const role = item.checked === undefined ? 'menuitem' : 'menuitemradio';
  const press = () => {
    close();
    item.press();
  };
  return element('button', {
    type: 'button', role, tabindex: -1, class: `menu-item${item.danger ? ' danger' : ''}`, 'aria-checked': item.checked === undefined ? null : String(item.checked), on: { click: press },
  }, item.icon && icon(item.icon), element('span', {}, item.label), item.checked && icon('check'));
}

/** @param {HTMLElement} menu @returns {HTMLElement[]} */
function stops(menu) {
  return [...menu.querySelectorAll('button')];
}

/**
 * @param {HTMLElement} menu
 * @param {KeyboardEvent} event
 */
function walk(menu, event) {
  const all = stops(menu);
  const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const steps = /** @type {Record<string, number>} */ ({ ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 });
  if (event.key === 'Tab') menu.hidePopover();
  const to = steps[event.key];
  if (to === undefined) return;
  event.preventDefault();
  all.at(to % all.length)?.focus();
}

/**
 * @param {HTMLElement} menu
 * @param {HTMLElement | Point} where
 */
function place(menu, where) {
  const edge = 8;
  const { width, height } = menu.getBoundingClientRect();
  const { left, right, top, bottom } = where instanceof HTMLElement
    ? where.getBoundingClientRect()
    : { left: where.x, right: where.x, top: where.y, bottom: where.y };
  const x = left + width + edge > innerWidth ? right - width : left;
  const y = bottom + height + edge > innerHeight ? top - height : bottom + (where instanceof HTMLElement ? 4 : 0);
  menu.style.setProperty('--x', `${Math.max(edge, Math.min(x, innerWidth - width - edge))}px`);
  menu.style.setProperty('--y', `${Math.max(edge, Math.min(y, innerHeight - height - edge))}px`);
}
