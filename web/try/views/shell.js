import { element } from './element.js';
import { icon } from './icon.js';
import { ConversationView } from './conversation.js';
import { SidebarView } from './sidebar.js';
import { textButton } from './button.js';

/** The two panes, and which chat the right one shows: the address says it, so that back and forward work. */
export class ShellView {
  #app;
  #sidebar;
  /** @type {ConversationView | null} */
  #conversation = null;
  #blank;
  #stops = new AbortController();
  /** @type {(() => void)[]} */
  #unsubscribe;
  #cameFromList = false;

  /** @param {Omit<import('./app.js').App, 'open'>} parts */
  constructor(parts) {
    this.#app = { ...parts, open: (/** @type {number | null} */ chatId) => this.#go(chatId) };
    const { haggle } = this.#app;
    this.#sidebar = new SidebarView(this.#app);
    this.#blank = this.#makeBlank();
    this.element = element('div', { class: 'shell' }, this.#sidebar.element, this.#blank);
    const { signal } = this.#stops;
    addEventListener('hashchange', (event) => this.#addressChanged(event), { signal });
    addEventListener('keydown', (event) => this.#keys(event), { signal });
    const presenceChanged = () => {
      this.#showList();
      this.#conversation?.showPresence();
    };
    const connectionChanged = () => {
      if (haggle.connection.state === 'online') this.#conversation?.recover();
    };
    const unsentChanged = () => {
      this.#showList();
      this.#conversation?.show();
    };
    this.#unsubscribe = [
      haggle.chats.subscribe(() => this.#showList()), haggle.outbox.subscribe(unsentChanged), haggle.presence.subscribe(presenceChanged),
      haggle.connection.subscribe(connectionChanged), haggle.subscribe(() => this.#sidebar.showMe()),
    ];
  }

  /** Called once this view is in the page, where sizes are known. */
  start() {
    this.#showList();
  }

  get app() {
    return this.#app;
  }

  #showList() {
    const { haggle, places } = this.#app;
    const wanted = places.chatId;
    if (wanted !== (this.#conversation?.chat.id ?? null) || (this.#conversation && !haggle.chats.get(this.#conversation.chat.id))) this.#showChat(wanted);
    this.#sidebar.list.show(wanted);
    document.title = haggle.chats.unread > 0 ? `(${haggle.chats.unread}) Haggle` : 'Haggle';
  }

  /** @param {number | null} chatId */
  #showChat(chatId) {
    const { haggle } = this.#app;
    const chat = chatId === null ? null : haggle.chats.get(chatId);
    if (chatId !== null && !chat && !haggle.chats.loaded) return; // it comes with the list
    if (chatId !== null && !chat) return this.#go(null);
    const left = this.#conversation?.chat.id ?? null;
    this.#conversation?.destroy();
    this.#conversation = chat ? new ConversationView(this.#app, chat) : null;
    this.element.replaceChildren(this.#sidebar.element, this.#conversation?.element ?? this.#blank);
    this.element.dataset.pane = chat ? 'chat' : 'list';
    this.#conversation?.start();
    if (!chat && left !== null) this.#sidebar.list.focus(left);
  }

  /** @param {number | null} chatId */
  #go(chatId) {
    const { places } = this.#app;
    if (chatId !== null && chatId === this.#conversation?.chat.id) this.#conversation.focus();
    else if (chatId !== null) location.hash = places.addressOf(chatId);
    else if (this.#cameFromList) history.back();
    else location.replace(places.addressOf(null));
  }

  /** @param {HashChangeEvent} event */
  #addressChanged({ oldURL }) {
    const { places } = this.#app;
    this.#cameFromList = places.chatId !== null && !/#\/chat\//.test(oldURL);
    this.#showList();
  }

  /** @param {KeyboardEvent} event */
  #keys(event) {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      if (matchMedia('(width < 900px)').matches) this.#go(null);
      this.#sidebar.search.focus();
    }
    const step = event.altKey ? { ArrowDown: 1, ArrowUp: -1 }[event.key] : undefined;
    const next = step ? this.#sidebar.list.unreadFrom(step) : null;
    if (step) event.preventDefault();
    if (next !== null) this.#go(next);
    // A dialog or a menu keeps its own Esc: it closes before this page hears of it.
    if (event.key === 'Escape' && this.#conversation && !document.querySelector('dialog[open], .menu')) this.#go(null);
  }

  #makeBlank() {
    const { words, haggle, places } = this.#app;
    return element('main', { class: 'conversation blank' }, element('div', { class: 'hero' },
      element('span', { class: 'hero-picture', 'aria-hidden': 'true' }, icon('send')), element('h2', {}, words.say('blank.title')),
      element('p', { class: 'soft' }, words.say('blank.hint')), textButton(words.say('me.otherWindow'), () => places.openOther(haggle.user.tag), { look: 'primary', icon: 'windows' })));
  }

  destroy() {
    this.#stops.abort();
    for (const stop of this.#unsubscribe) stop();
    this.#conversation?.destroy();
    this.#sidebar.destroy();
  }
}
