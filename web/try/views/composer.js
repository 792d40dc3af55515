import { ComposerField } from './composerField.js';
import { iconButton } from './button.js';
import { element } from './element.js';
import { icon } from './icon.js';

/** @typedef {import('../client/types.js').Message} Message */
/** @typedef {{kind: 'reply' | 'edit', message: Message} | null} Task */

const counterFrom = 0.9;

/** Where one writes: new messages, answers and corrections. */
export class ComposerView {
  #app;
  #chat;
  #sent;
  #field;
  #context = element('div', { class: 'composer-context', hidden: true });
  #counter = element('span', { class: 'counter', role: 'status', hidden: true });
  #button;
  /** @type {Task} */
  #task = null;

  /**
   * @param {import('./app.js').App} app
   * @param {import('../client/chat.js').Chat} chat
   * @param {() => void} sent
   */
  constructor(app, chat, sent) {
    this.#app = app;
    this.#chat = chat;
    this.#sent = sent;
    const { words } = app;
    this.#field = new ComposerField({
      label: words.say('composer.label', { name: chat.title }), hint: words.say('composer.hint'),
      changed: () => this.#changed(), submit: () => this.#submit(), keys: (event) => this.#keys(event),
    });
    this.#button = element('button', { type: 'submit', class: 'send' });
    this.element = element('form', { class: 'composer' }, this.#context, element('div', { class: 'composer-row' }, this.#field.element, this.#counter, this.#button));
    this.element.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    // A press on the button must not take focus, or the keyboard of a phone would fold away after each message.
    this.#button.addEventListener('pointerdown', (event) => event.preventDefault());
    const draft = app.shelf.read(this.#draftKey);
    this.#field.text = draft?.content ?? '';
    this.#take(draft?.reply_to ? { kind: 'reply', message: draft.reply_to } : null);
  }

  focus() {
    this.#field.focus();
  }

  /** @param {Message} message */
  reply(message) {
    this.#take({ kind: 'reply', message });
    this.focus();
  }

  /** @param {Message} message */
  edit(message) {
    this.#take({ kind: 'edit', message });
    this.#field.text = message.content;
    this.#show();
    this.focus();
  }

  /** @param {string} text */
  write(text) {
    this.#field.text = text;
    this.#changed();
    this.focus();
  }

  get #draftKey() {
    return `draft.${this.#chat.id}`;
  }

  /** @param {Task} task */
  #take(task) {
    // A correction borrows the field; what was being written comes back after it.
    if (this.#task?.kind === 'edit') this.#field.text = this.#app.shelf.read(this.#draftKey)?.content ?? '';
    this.#task = task;
    this.#saveDraft();
    this.#show();
  }

  #changed() {
    this.#saveDraft();
    this.#show();
    if (this.#field.text === '') this.#app.haggle.typing.stop();
    else if (this.#task?.kind !== 'edit') this.#app.haggle.typing.pressed(this.#chat.id);
  }

  #saveDraft() {
    if (this.#task?.kind === 'edit') return;
    const { shelf } = this.#app;
    const replyTo = this.#task?.message ?? null;
    if (this.#field.text === '' && !replyTo) shelf.drop(this.#draftKey);
    else shelf.write(this.#draftKey, { content: this.#field.text, reply_to: replyTo });
  }

  #show() {
    const { words, haggle } = this.#app;
    const editing = this.#task?.kind === 'edit';
    const { content_code_points: most } = haggle.limits;
    const length = [...this.#field.text].length;
    this.#counter.hidden = length < most * counterFrom;
    this.#counter.classList.toggle('over', length > most);
    this.#counter.textContent = this.#counter.hidden ? '' : String(most - length);
    this.#button.disabled = this.#field.text.trim() === '' || length > most;
    const label = words.say(editing ? 'composer.save' : 'composer.send');
    this.#button.setAttribute('aria-label', label);
    this.#button.title = label;
    this.#button.replaceChildren(icon(editing ? 'check' : 'send'));
    this.#context.hidden = this.#task === null;
    this.#context.replaceChildren(...this.#task ? this.#contextParts(this.#task) : []);
  }

  /** @param {NonNullable<Task>} task */
  #contextParts({ kind, message }) {
    const { words } = this.#app;
    const name = this.#chat.person(message.author_id)?.display_name ?? words.say('person.unknown');
    return [icon(kind),
      element('div', { class: 'context-text' },
        element('span', { class: 'context-head' }, kind === 'edit' ? words.say('composer.editing') : words.say('composer.replyTo', { name })),
        element('span', { class: 'context-quote' }, message.content || words.say('message.noText'))),
      iconButton('close', words.say('cancel'), () => {
        this.#take(null);
        this.focus();
      })];
  }

  #submit() {
    const { text } = this.#field;
    const task = this.#task;
    if (this.#button.disabled) return;
    if (task?.kind === 'edit') {
      this.#save(task.message, text);
      return;
    }
    this.#field.text = '';
    this.#task = null;
    this.#saveDraft();
    this.#show();
    this.#app.haggle.send(this.#chat, text, task ? quoteOf(task.message) : null);
    this.#sent();
  }

  /**
   * @param {Message} message
   * @param {string} text
   */
  async #save(message, text) {
    const { haggle, notices, words } = this.#app;
    try {
      if (text !== message.content) await haggle.edit(message, text);
      this.#take(null);
    } catch (problem) {
      const code = /** @type {any} */ (problem).code;
      notices.show(words.say(code === 'edit_window_over' ? 'wrong.tooLate' : 'wrong.notEdited'));
    }
  }

  /** @param {KeyboardEvent} event */
  #keys(event) {
    if (event.key === 'Escape' && this.#task) {
      event.stopPropagation();
      this.#take(null);
    }
    if (event.key === 'ArrowUp' && this.#field.text === '' && !this.#task && !event.altKey) {
      const mine = this.#chat.timeline.items.findLast((message) => message.author_id === this.#app.haggle.me && message.type === 'text' && !message.deleted_at);
      if (!mine) return;
      event.preventDefault();
      this.edit(mine);
    }
  }

  destroy() {
    this.#app.haggle.typing.stop();
  }
}

/** @param {Message} message @returns {import('../client/types.js').Quote} */
function quoteOf({ id, seq, author_id, type, content }) {
  return { id, seq, author_id, type, content: content.slice(0, 200) };
}
