import { listItem } from '../models/listItem.js';
import { avatar } from './avatar.js';
import { textButton } from './button.js';
import { element } from './element.js';
import { stateIcon } from './icon.js';
import { KeyedChildren } from './keyed.js';

/** @typedef {import('../models/listItem.js').ListItem} ListItem */

const skeletons = 6;

/** The chats, liveliest first. */
export class ChatListView {
  #app;
  #selected = /** @type {number | null} */ (null);
  #list = element('ul', { class: 'chats' });
  #rows;

  /** @param {import('./app.js').App} app */
  constructor(app) {
    this.#app = app;
    this.element = element('nav', { class: 'chat-list', 'aria-label': app.words.say('list.label') }, this.#list);
    this.#rows = new KeyedChildren(this.#list, () => element('li'), (made, /** @type {ListItem} */ row) => this.#fill(made, row));
    this.#list.addEventListener('keydown', (event) => this.#walk(event));
  }

  /** @param {number | null} selected */
  show(selected) {
    this.#selected = selected;
    const { haggle, words } = this.#app;
    const rows = haggle.chats.sorted.map((chat) => listItem(chat, {
      words, me: haggle.me, selected: chat.id === selected, unsent: haggle.outbox.of(chat.id),
      online: chat.partner !== null && haggle.presence.of(chat.partner.id)?.status === 'online',
    }));
    this.#rows.show(rows);
    this.element.querySelector('.list-rest')?.remove();
    if (!haggle.chats.loaded) this.element.append(loading(words));
    else if (rows.length === 0) this.element.append(this.#empty());
  }

  /** @param {number} chatId */
  focus(chatId) {
    this.#rows.get(`c${chatId}`)?.querySelector('a')?.focus({ preventScroll: true });
  }

  /** @param {number} step to the next unread chat below (1) or above (-1) the open one @returns {number | null} */
  unreadFrom(step) {
    const all = this.#app.haggle.chats.sorted;
    const at = all.findIndex((chat) => chat.id === this.#selected);
    const order = step > 0 ? [...all.slice(at + 1), ...all.slice(0, at + 1)] : [...all.slice(0, Math.max(at, 0)).reverse(), ...all.slice(Math.max(at, 0)).reverse()];
    return order.find((chat) => chat.info.unread_count > 0)?.id ?? null;
  }

  /**
   * @param {HTMLElement} made
   * @param {ListItem} row
   */
  #fill(made, row) {
    const { words, places } = this.#app;
    const focused = made.contains(document.activeElement);
    const link = element('a', { class: `chat-item${row.unread > 0 ? ' unread' : ''}`, href: places.addressOf(row.id), 'aria-current': row.selected ? 'true' : null },
      avatar(row.title, row.hue, { online: row.online }),
      element('span', { class: 'chat-item-text' },
        element('span', { class: 'chat-item-line' },
          element('span', { class: 'chat-item-title' }, row.title),
          row.online && element('span', { class: 'unseen' }, words.say('presence.online')),
          row.state && stateIcon(row.state, words.say(`state.${row.state}`)),
          element('time', { class: 'chat-item-time' }, row.time)),
        element('span', { class: 'chat-item-line' },
          element('span', { class: `chat-item-preview${row.typing ? ' typing' : ''}` },
            row.author && element('span', { class: 'chat-item-author' }, `${row.author}: `), row.preview),
          row.unread > 0 && element('span', { class: `badge${row.muted ? ' badge-muted' : ''}` },
            element('span', { 'aria-hidden': 'true' }, row.unread > 99 ? '99+' : String(row.unread)),
            element('span', { class: 'unseen' }, words.count('list.unread', row.unread))))));
    made.replaceChildren(link);
    if (focused) link.focus({ preventScroll: true });
  }

  #empty() {
    const { words, haggle, places } = this.#app;
    return element('div', { class: 'list-rest list-empty' },
      element('h2', {}, words.say('list.empty')),
      element('p', { class: 'soft' }, words.say('list.emptyHint')),
      textButton(words.say('me.otherWindow'), () => places.openOther(haggle.user.tag), { look: 'primary', icon: 'windows' }));
  }

  /** @param {KeyboardEvent} event */
  #walk(event) {
    const links = [...this.#list.querySelectorAll('a')];
    const at = links.indexOf(/** @type {HTMLAnchorElement} */ (document.activeElement));
    const to = /** @type {Record<string, number>} */ ({ ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 })[event.key];
    if (to === undefined || event.altKey) return;
    event.preventDefault();
    links.at(Math.max(0, Math.min(to, links.length - 1)))?.focus();
  }
}

/** @param {import('../words.js').Words} words */
function loading(words) {
  const line = () => element('div', { class: 'chat-item skeleton', 'aria-hidden': 'true' },
    element('span', { class: 'avatar bone' }), element('span', { class: 'chat-item-text' }, element('span', { class: 'bone bone-line' }), element('span', { class: 'bone bone-line bone-long' })));
  return element('div', { class: 'list-rest' }, element('span', { class: 'unseen' }, words.say('loading')), ...Array.from({ length: skeletons }, line));
}
