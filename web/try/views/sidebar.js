import { avatar } from './avatar.js';
import { iconButton } from './button.js';
import { ChatListView } from './chatList.js';
import { ConnectionLine } from './connectionLine.js';
import { element } from './element.js';
import { openMenu } from './menu.js';
import { openNewGroup } from './newGroup.js';
import { SearchView } from './search.js';
import { settingsItems } from './settingsMenu.js';

/** The left pane: who I am, search, and my chats. */
export class SidebarView {
  #app;
  #me = element('div', { class: 'me' });
  #line;

  /** @param {import('./app.js').App} app */
  constructor(app) {
    this.#app = app;
    const { words } = app;
    this.list = new ChatListView(app);
    this.search = new SearchView(app, (active) => { this.list.element.hidden = active; });
    this.#line = new ConnectionLine(app);
    this.element = element('aside', { class: 'sidebar' },
      element('h1', { class: 'unseen' }, 'Haggle'),
      element('header', { class: 'pane-head' }, this.#me,
        iconButton('group', words.say('group.new'), () => openNewGroup(app)),
        iconButton('more', words.say('menu'), (event) => this.#menu(/** @type {HTMLElement} */ (event.currentTarget)), { 'aria-haspopup': 'menu' })),
      this.#line.element, this.search.element, this.search.results, this.list.element);
    this.showMe();
  }

  showMe() {
    const { haggle: { user }, words } = this.#app;
    const copy = element('button', { type: 'button', class: 'tag-button', title: words.say('me.copyTag'), 'aria-label': `@${user.tag}. ${words.say('me.copyTag')}`, on: { click: () => this.#copy(`@${user.tag}`, 'me.tagCopied') } }, `@${user.tag}`);
    this.#me.replaceChildren(avatar(user.display_name, user.id, { small: true }),
      element('div', { class: 'me-text' }, element('span', { class: 'me-name' }, user.display_name), copy));
  }

  /** @param {HTMLElement} where */
  #menu(where) {
    const { haggle: { user }, words, places, leave } = this.#app;
    openMenu(where, [
      { label: words.say('me.otherWindow'), icon: 'windows', press: () => places.openOther(user.tag) },
      { label: words.say('me.copyLink'), icon: 'link', press: () => this.#copy(places.linkTo(user.tag), 'me.linkCopied') },
      { label: words.say('me.copyTag'), icon: 'at', press: () => this.#copy(`@${user.tag}`, 'me.tagCopied') },
      null, ...settingsItems(this.#app), null,
      { label: words.say('me.leave'), icon: 'leave', press: leave },
    ], { label: words.say('menu') });
  }

  /**
   * @param {string} text
   * @param {string} done
   */
  async #copy(text, done) {
    const { notices, words } = this.#app;
    // Without a secure address a browser keeps the clipboard to itself; then the text is at least shown.
    await (navigator.clipboard?.writeText(text) ?? Promise.reject()).then(() => notices.show(words.say(done)), () => notices.show(text));
  }

  destroy() {
    this.#line.destroy();
  }
}
