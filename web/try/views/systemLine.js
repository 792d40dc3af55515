/**
 * A line of the system in the reader's language where we know its kind and its people, else in the server's words.
 * @param {import('../client/types.js').Message} message
 * @param {import('../client/chat.js').Chat} chat
 * @param {import('../words.js').Words} words
 */
export function systemLine({ payload, content }, chat, words) {
  const key = `system.${payload?.kind}`;
  const by = chat.person(payload?.by_id)?.display_name;
  const ids = payload?.user_ids ?? (payload?.user_id ? [payload.user_id] : []);
  const names = ids.map((/** @type {number} */ id) => chat.person(id)?.display_name);
  const unknown = names.includes(undefined) || (payload?.by_id && by === undefined);
  return words.has(key) && !unknown ? words.say(key, { by: by ?? '', names: names.join(', ') }) : content;
}
