import { ComposerView } from './composer.js';
import { ConnectionLine } from './connectionLine.js';
import { ConversationHead } from './conversationHead.js';
import { element } from './element.js';
import { TimelineView } from './timeline.js';

/** One open chat: its head, its messages and the field for the next one. */
export class ConversationView {
  #head;
  #line;
  #timeline;
  #composer;
  #stop;

  /**
   * @param {import('./app.js').App} app
   * @param {import('../client/chat.js').Chat} chat
   */
  constructor(app, chat) {
    this.chat = chat;
    this.#composer = new ComposerView(app, chat, () => this.#timeline.sent());
    const composer = this.#composer;
    this.#timeline = new TimelineView(app, chat, {
      reply: (message) => composer.reply(message), edit: (message) => composer.edit(message), write: (text) => composer.write(text), escape: () => composer.focus(),
    });
    this.#head = new ConversationHead(app, chat);
    this.#line = new ConnectionLine(app);
    this.element = element('main', { class: 'conversation', 'aria-label': chat.title }, this.#head.element, this.#line.element, this.#timeline.element, this.#composer.element);
    this.#stop = chat.subscribe(() => this.show());
    app.haggle.presence.watch(chat.others.map(({ id }) => id));
  }

  /** Called once this view is in the page, where sizes are known. */
  start() {
    this.#timeline.start();
    // On a touch screen the keyboard would cover what one came to read.
    if (matchMedia('(hover: hover)').matches) this.#composer.focus();
  }

  focus() {
    this.#composer.focus();
  }

  show() {
    this.#head.show();
    this.#timeline.show();
  }

  showPresence() {
    this.#head.show();
  }

  recover() {
    this.#timeline.recover();
  }

  destroy() {
    this.#stop();
    this.#line.destroy();
    this.#timeline.destroy();
    this.#composer.destroy();
  }
}
