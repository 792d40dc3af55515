import { typingLine } from '../models/listItem.js';
import { presenceLine } from '../models/person.js';
import { avatar } from './avatar.js';
import { iconButton } from './button.js';
import { ask } from './dialog.js';
import { element } from './element.js';
import { openMembers } from './members.js';
import { openMenu } from './menu.js';

const lookAgainMs = 60_000;

/** Whom one talks to, and what they are doing. */
export class ConversationHead {
  #app;
  #chat;
  #who = element('div', { class: 'head-who' });

  /**
   * @param {import('./app.js').App} app
   * @param {import('../client/chat.js').Chat} chat
   */
  constructor(app, chat) {
    this.#app = app;
    this.#chat = chat;
    const { words } = app;
    this.element = element('header', { class: 'pane-head' },
      iconButton('back', words.say('back'), () => app.open(null), { class: 'icon-button back' }), this.#who,
      iconButton('more', words.say('chat.menu'), (event) => this.#menu(/** @type {HTMLElement} */ (event.currentTarget)), { 'aria-haspopup': 'menu' }));
    this.show();
    // "Five minutes ago" grows old by itself.
    const timer = setInterval(() => this.element.isConnected ? this.show() : clearInterval(timer), lookAgainMs);
  }

  show() {
    const chat = this.#chat;
    const { haggle } = this.#app;
    const online = chat.partner !== null && haggle.presence.of(chat.partner.id)?.status === 'online';
    const typing = chat.typists.length > 0;
    this.#who.replaceChildren(
      avatar(chat.title, chat.partner?.id ?? chat.id, { online }),
      element('div', { class: 'head-text' },
        element('h2', { class: 'head-title' }, chat.title),
        element('p', { class: `head-status${typing ? ' typing' : online ? ' good' : ''}` }, typing ? element('span', { class: 'dots', 'aria-hidden': 'true' }, element('i'), element('i'), element('i')) : null, this.#status())));
  }

  #status() {
    const chat = this.#chat;
    const { haggle, words } = this.#app;
    if (chat.typists.length > 0) return typingLine(chat, words);
    if (chat.partner) return presenceLine(haggle.presence.of(chat.partner.id), words) || `@${chat.partner.tag}`;
    const here = chat.others.filter(({ id }) => haggle.presence.of(id)?.status === 'online').length;
    const people = words.count('group.members', chat.info.participant_count);
    return here > 0 ? words.say('group.here', { people, here: words.count('group.online', here) }) : people;
  }

  /** @param {HTMLElement} where */
  #menu(where) {
    const { words, notices } = this.#app;
    const { partner, info } = this.#chat;
    const copyTag = async () => {
      const tag = `@${partner?.tag}`;
      await (navigator.clipboard?.writeText(tag) ?? Promise.reject()).then(() => notices.show(words.say('me.tagCopied')), () => notices.show(tag));
    };
    openMenu(where, info.is_group
      ? [{ label: words.say('group.show'), icon: 'group', press: () => openMembers(this.#app, this.#chat) },
        { label: words.say('group.leave'), icon: 'leave', danger: true, press: () => this.#askToLeave() }]
      : [{ label: words.say('chat.copyTag', { tag: partner?.tag ?? '' }), icon: 'at', press: copyTag }],
    { label: words.say('chat.menu') });
  }

  #askToLeave() {
    const { haggle, words, notices, open } = this.#app;
    const leave = () => haggle.leave(this.#chat).then(() => open(null), (problem) => notices.show(words.say(problem.code === 'last_owner' ? 'wrong.lastOwner' : 'wrong.notLeft')));
    ask(this.#app, { title: words.say('group.leave'), text: words.say('group.leaveHint', { title: this.#chat.title }), choices: [{ label: words.say('group.leave'), look: 'danger', press: leave }] });
  }
}
