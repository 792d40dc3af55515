/**
 * A line of the system in the reader's language where we know its kind, and in the server's words where we do not.
 * @param {import('../client/types.js').Message} message
 * @param {import('../words.js').Words} words
 */
export function systemLine({ payload, content }, words) {
  const key = `system.${payload?.kind}`;
  return words.has(key) ? words.say(key) : content;
}
