import { isBigEmoji, textParts } from '../models/richText.js';
import { hueOf } from '../models/person.js';
import { preview } from '../models/listItem.js';
import { avatar } from './avatar.js';
import { iconButton, textButton } from './button.js';
import { element } from './element.js';
import { icon, stateIcon } from './icon.js';

/** @typedef {import('../client/chat.js').Chat} Chat */
/** @typedef {import('../client/types.js').Message} Message */
/** @typedef {import('../models/timelineRows.js').MessageRow} MessageRow */
/** @typedef {import('../words.js').Words} Words */

/**
 * What a person can do to a message from its bubble.
 * @typedef {object} BubbleActions
 * @property {(row: MessageRow, where: HTMLElement | import('./menu.js').Point) => void} menu
 * @property {(message: Message) => void} reply
 * @property {(message: Message, emoji: string) => void} react
 * @property {(seq: number) => void} goTo
 * @property {(row: MessageRow) => void} retry
 * @property {(row: MessageRow) => void} discard
 */

/**
 * Fills a timeline row with one message.
 * @param {HTMLElement} made
 * @param {MessageRow} row
 * @param {{chat: Chat, words: Words, actions: BubbleActions}} around
 */
export function fillBubble(made, row, { chat, words, actions }) {
  const { message, author, own, first, last } = row;
  const named = chat.info.is_group && !own;
  const big = !message.deleted_at && !message.reply_to && message.type === 'text' && isBigEmoji(message.content);
  made.className = ['row', own ? 'own' : 'other', first && 'first', last && 'last', named && 'named', big && 'big'].filter(Boolean).join(' ');
  made.setAttribute('aria-label', own ? words.say('message.mine') : author);
  made.replaceChildren(
    ...named ? [element('span', { class: 'row-avatar' }, last && avatar(author, message.author_id ?? 0, { small: true }))] : [],
    element('div', { class: 'row-main' },
      element('div', { class: 'row-line' },
        element('div', { class: 'bubble' },
          named && first && element('span', { class: `author ink-${hueOf(message.author_id ?? 0)}` }, author),
          message.reply_to && quote(message.reply_to, chat, words, actions),
          content(row, words)),
        tools(row, words, actions)),
      message.reactions.length > 0 && reactions(message, words, actions),
      row.state === 'failed' && failure(row, words, actions)));
}

/**
 * @param {MessageRow} row
 * @param {Words} words
 */
function content(row, words) {
  const { message } = row;
  const text = element('div', { class: `bubble-text${message.deleted_at ? ' gone' : ''}`, dir: 'auto' });
  if (message.deleted_at) text.append(words.say('message.deleted'));
  else if (message.type === 'text' || message.content) text.append(...textParts(message.content).map(part));
  else text.append(element('em', {}, preview(message, words)));
  for (const { name } of message.attachments) text.append(element('span', { class: 'attachment' }, name));
  if (row.showMeta) text.append(meta(row, words));
  return text;
}

/** @param {import('../models/richText.js').Part} part */
function part({ text, href }) {
  return href === null ? text : element('a', { href, target: '_blank', rel: 'noopener noreferrer' }, text);
}

/**
 * @param {MessageRow} row
 * @param {Words} words
 */
function meta({ message, state }, words) {
  const at = new Date(message.ts);
  const held = message.state === 'sent' ? null : words.say(`message.${message.state}`);
  return element('span', { class: 'meta' },
    held ?? (message.edited_at && !message.deleted_at ? words.say('message.edited') : null),
    element('time', { datetime: message.ts, title: words.timeAndDay(at) }, words.time(at)),
    state && !message.deleted_at && stateIcon(state, words.say(`state.${state}`)));
}

/**
 * @param {import('../client/types.js').Quote} original
 * @param {Chat} chat
 * @param {Words} words
 * @param {BubbleActions} actions
 */
function quote(original, chat, words, actions) {
  return element('button', { type: 'button', class: `quote edge-${hueOf(original.author_id ?? 0)}`, title: words.say('message.goToOriginal'), on: { click: () => actions.goTo(original.seq) } },
    element('span', { class: `quote-author ink-${hueOf(original.author_id ?? 0)}` }, chat.person(original.author_id)?.display_name ?? words.say('person.unknown')),
    element('span', { class: 'quote-text' }, original.content || words.say('message.noText')));
}

/**
 * @param {Message} message
 * @param {Words} words
 * @param {BubbleActions} actions
 */
function reactions(message, words, actions) {
  return element('div', { class: 'reactions' }, ...message.reactions.map(({ emoji, count, me }) => element('button', {
    type: 'button', class: 'reaction', 'aria-pressed': String(me), 'aria-label': words.count('message.reaction', count, { emoji }), on: { click: () => actions.react(message, emoji) },
  }, element('span', { class: 'emoji' }, emoji), element('span', {}, String(count)))));
}

/**
 * @param {MessageRow} row
 * @param {Words} words
 * @param {BubbleActions} actions
 */
function failure(row, words, actions) {
  const code = row.unsent?.refused ?? '';
  const reason = words.has(`refused.${code}`) ? words.say(`refused.${code}`) : words.say('refused.other');
  return element('div', { class: 'failure' }, icon('alert'), element('span', {}, reason),
    textButton(words.say('retry'), () => actions.retry(row), { look: 'quiet' }), textButton(words.say('delete'), () => actions.discard(row), { look: 'quiet' }));
}

/**
 * The buttons that appear beside a bubble under the mouse; fingers and keys use the menu of the bubble itself.
 * @param {MessageRow} row
 * @param {Words} words
 * @param {BubbleActions} actions
 */
function tools(row, words, actions) {
  if (row.message.deleted_at) return null;
  return element('div', { class: 'tools' },
    !row.unsent && iconButton('reply', words.say('message.reply'), () => actions.reply(row.message), { tabindex: -1 }),
    iconButton('smile', words.say('message.menu'), (event) => actions.menu(row, /** @type {HTMLElement} */ (event.currentTarget)), { tabindex: -1, 'aria-haspopup': 'menu' }));
}
