/**
 * What a view may use. Views get it whole and take the parts they need.
 * @typedef {object} App
 * @property {import('../client/haggle.js').Haggle} haggle
 * @property {import('../words.js').Words} words
 * @property {import('../settings.js').Settings} settings
 * @property {import('./notices.js').Notices} notices
 * @property {import('../client/types.js').Shelf} shelf this person's own
 * @property {import('../places.js').Places} places
 * @property {(chatId: number | null) => void} open shows a chat, or none
 * @property {() => void} leave logs out
 */

export {};
