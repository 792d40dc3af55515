import { ask } from './dialog.js';
import { element } from './element.js';
import { openMenu } from './menu.js';

/** @typedef {import('../models/timelineRows.js').MessageRow} MessageRow */
/** @typedef {import('../client/types.js').Message} Message */
/** @typedef {import('./menu.js').MenuItem} MenuItem */

const emoji = ['👍', '❤️', '😂', '😮', '😢', '🔥'];

/**
 * @typedef {object} MessageMenuParts
 * @property {import('./app.js').App} app
 * @property {import('../client/chat.js').Chat} chat
 * @property {MessageRow} row
 * @property {(message: Message) => void} reply
 * @property {(message: Message) => void} edit
 * @property {(message: Message, emoji: string) => void} react
 */

/**
 * @param {HTMLElement | import('./menu.js').Point} where
 * @param {MessageMenuParts} parts
 */
export function openMessageMenu(where, { app, chat, row, reply, edit, react }) {
  const { haggle, words, notices } = app;
  const { message, own, unsent } = row;
  if (message.deleted_at) return;
  const copy = () => void navigator.clipboard?.writeText(message.content).then(() => notices.show(words.say('message.copied')), () => {});
  /** @type {(MenuItem | null)[]} */
  const items = [{ label: words.say('message.copy'), icon: 'copy', press: copy }];
  if (unsent) {
    items.push({ label: words.say('delete'), icon: 'trash', danger: true, press: () => haggle.outbox.discard(unsent.client_message_id) });
    openMenu(where, items, { label: words.say('message.menu') });
    return;
  }
  items.unshift({ label: words.say('message.reply'), icon: 'reply', press: () => reply(message) });
  if (own && message.type === 'text') items.push({ label: words.say('message.edit'), icon: 'edit', press: () => edit(message) });
  items.push(null, { label: words.say('delete'), icon: 'trash', danger: true, press: () => askHowToDelete(app, message, own) });
  const close = openMenu(where, items, {
    label: words.say('message.menu'),
    head: element('div', { class: 'menu-head' }, reactionRow(message, words, (chosen) => { close(); react(message, chosen); }),
      own && chat.info.is_group && readers(chat, message, words)),
  });
}

/**
 * @param {Message} message
 * @param {import('../words.js').Words} words
 * @param {(emoji: string) => void} choose
 */
function reactionRow(message, words, choose) {
  return element('div', { class: 'reaction-row', role: 'group', 'aria-label': words.say('message.react') }, ...emoji.map((sign) => element('button', {
    type: 'button', class: 'reaction-choice emoji', role: 'menuitemcheckbox', tabindex: -1, 'aria-label': sign,
    'aria-checked': String(message.reactions.some((reaction) => reaction.emoji === sign && reaction.me)), on: { click: () => choose(sign) },
  }, sign)));
}

/**
 * @param {import('../client/chat.js').Chat} chat
 * @param {Message} message
 * @param {import('../words.js').Words} words
 */
function readers(chat, message, words) {
  const names = chat.readersOf(message).map((person) => person.display_name);
  return element('p', { class: 'soft menu-note' }, names.length === 0 ? words.say('message.readByNobody') : words.say('message.readBy', { names: names.join(', ') }));
}

/**
 * @param {import('./app.js').App} app
 * @param {Message} message
 * @param {boolean} own
 */
function askHowToDelete(app, message, own) {
  const { haggle, notices, words } = app;
  const remove = (/** @type {'everyone' | 'me'} */ whom) => haggle.delete(message, whom).catch(() => notices.show(words.say('wrong.notDeleted')));
  ask(app, {
    title: words.say('message.deleteTitle'),
    text: words.say(own ? 'message.deleteMine' : 'message.deleteOthers'),
    choices: [
      { label: words.say('message.deleteForMe'), look: own ? 'plain' : 'danger', press: () => remove('me') },
      ...own ? [{ label: words.say('message.deleteForAll'), look: /** @type {const} */ ('danger'), press: () => remove('everyone') }] : [],
    ],
  });
}
