import { muted } from '../client/chats.js';

/** @typedef {import('../client/chat.js').Chat} Chat */
/** @typedef {import('../words.js').Words} Words */

/**
 * One line of the chat list, ready to be shown and cheap to compare.
 * @typedef {object} ListItem
 * @property {string} key
 * @property {number} id
 * @property {string} title
 * @property {number} hue of the avatar
 * @property {boolean} online
 * @property {string} time
 * @property {boolean} typing
 * @property {string} preview
 * @property {string} author stands before the preview; empty for none
 * @property {string} state of my own last message; empty for others'
 * @property {number} unread
 * @property {boolean} muted
 * @property {boolean} pinned
 * @property {boolean} selected
 */

/**
 * @param {Chat} chat
 * @param {{words: Words, me: number, online: boolean, selected: boolean, unsent: import('../client/outbox.js').Unsent[]}} around
 * @returns {ListItem}
 */
export function listItem(chat, { words, me, online, selected, unsent }) {
  const { info } = chat;
  const last = info.last_message;
  const queued = unsent.at(-1);
  const own = queued !== undefined || last?.author_id === me;
  return {
    key: `c${chat.id}`,
    id: chat.id,
    title: chat.title,
    hue: chat.partner?.id ?? chat.id,
    online,
    time: queued ? words.listTime(new Date(queued.at)) : last ? words.listTime(new Date(last.ts)) : '',
    typing: chat.typists.length > 0,
    preview: chat.typists.length > 0 ? typingLine(chat, words) : queued?.content ?? preview(last, words),
    author: chat.typists.length > 0 ? '' : authorOf(chat, own, words),
    state: !own || !last && !queued ? '' : queued ? (queued.refused === null ? 'waiting' : 'failed') : last && !last.deleted_at ? chat.receiptOf(last) : '',
    unread: info.unread_count,
    muted: muted(info),
    pinned: info.my.pinned,
    selected,
  };
}

/**
 * @param {Chat} chat
 * @param {Words} words
 */
export function typingLine(chat, words) {
  const names = chat.typists.map((id) => chat.person(id)?.display_name ?? words.say('person.unknown'));
  if (!chat.info.is_group) return words.say('typing.one');
  return names.length === 1 ? words.say('typing.named', { name: names[0] }) : words.count('typing.many', names.length);
}

/**
 * @param {Chat} chat
 * @param {boolean} own
 * @param {Words} words
 */
function authorOf(chat, own, words) {
  if (own) return words.say('list.you');
  const last = chat.info.last_message;
  if (!last || !chat.info.is_group || last.type === 'system') return '';
  return chat.person(last.author_id)?.display_name ?? '';
}

/**
 * A message in one line.
 * @param {import('../client/types.js').Message | null} message
 * @param {Words} words
 */
export function preview(message, words) {
  if (!message) return words.say('list.nothingYet');
  if (message.deleted_at) return words.say('message.deleted');
  return message.content || kindOf(message.type, words);
}

/**
 * @param {string} type
 * @param {Words} words
 */
function kindOf(type, words) {
  const known = ['image', 'video', 'file', 'voice', 'location', 'offer', 'listing', 'call'];
  return words.say(known.includes(type) ? `type.${type}` : 'type.other');
}
