const hues = 8;

/**
 * Up to two letters that stand for a name where there is no picture.
 * @param {string} name
 */
export function initials(name) {
  const words = name.split(/[\s&]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const letters = words.map((word) => [...word].find((sign) => /[\p{L}\p{N}]/u.test(sign)) ?? '');
  return (letters[0] ?? '·') + (letters.length > 1 ? letters.at(-1) : '');
}

/**
 * Everybody keeps their colour.
 * @param {number} id
 */
export function hueOf(id) {
  return Math.abs(id) % hues;
}

/**
 * @param {import('../client/types.js').Presence | null} presence
 * @param {import('../words.js').Words} words
 */
export function presenceLine(presence, words) {
  if (!presence) return '';
  if (presence.status === 'online') return words.say('presence.online');
  if (presence.status === 'away') return words.say('presence.away');
  return presence.last_seen_at ? words.say('presence.lastSeen', { when: words.ago(new Date(presence.last_seen_at)) }) : words.say('presence.offline');
}
