/** @typedef {{text: string, href: string | null}} Part */

const candidate = /\b(?:https?:\/\/|mailto:)[^\s<>"'`]+/giu;
const allowed = new Set(['http:', 'https:', 'mailto:']);

/**
 * A message's text, cut where links begin and end. Everything that is not surely a link stays text.
 * @param {string} content
 * @returns {Part[]}
 */
export function textParts(content) {
  /** @type {Part[]} */
  const parts = [];
  let from = 0;
  for (const match of content.matchAll(candidate)) {
    const text = withoutClosing(match[0]);
    const href = linkTo(text);
    if (href === null) continue;
    if (match.index > from) parts.push({ text: content.slice(from, match.index), href: null });
    parts.push({ text, href });
    from = match.index + text.length;
  }
  if (from < content.length) parts.push({ text: content.slice(from), href: null });
  return parts;
}

/**
 * The full stop after a link belongs to the sentence, and so does a bracket that the link did not open.
 * @param {string} text
 */
function withoutClosing(text) {
  let end = text.length;
  while (end > 0) {
    const last = text[end - 1];
    const opener = { ')': '(', ']': '[', '}': '{' }[last];
    if (opener ? text.slice(0, end - 1).includes(opener) : !/[.,;:!?»”…]/u.test(last)) break;
    end -= 1;
  }
  return text.slice(0, end);
}

/** @param {string} text */
function linkTo(text) {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  return allowed.has(url.protocol) ? url.href : null;
}

/**
 * One to three emoji and nothing else: they are shown big.
 * @param {string} content
 */
export function isBigEmoji(content) {
  return /^(?:\p{RGI_Emoji}\s*){1,3}$/v.test(content.trim());
}
