import { hueOf, initials } from '../models/person.js';
import { element } from './element.js';

/**
 * @param {string} name
 * @param {number} id gives the colour
 * @param {{online?: boolean, small?: boolean}} [look]
 */
export function avatar(name, id, { online = false, small = false } = {}) {
  return element('span', { class: `avatar hue-${hueOf(id)}${small ? ' avatar-small' : ''}`, 'aria-hidden': 'true' },
    initials(name), online && element('span', { class: 'online-dot' }));
}
