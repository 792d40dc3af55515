import { iconButton } from './button.js';
import { element } from './element.js';

/**
 * A dialog over the page: the browser keeps focus inside, closes it on Esc and gives focus back.
 * @param {object} what
 * @param {string} what.title
 * @param {string} what.closeLabel
 * @param {(Node | string)[]} what.body
 * @param {Node[]} what.actions
 * @returns {() => void} closes it
 */
export function openDialog({ title, closeLabel, body, actions }) {
  const close = () => dialog.close();
  const dialog = element('dialog', { class: 'dialog', 'aria-label': title },
    element('header', { class: 'dialog-head' }, element('h2', {}, title), iconButton('close', closeLabel, close)),
    element('div', { class: 'dialog-body' }, ...body),
    actions.length > 0 && element('footer', { class: 'dialog-actions' }, ...actions));
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('pointerdown', (event) => {
    if (event.target === dialog) close(); // the backdrop counts as the dialog itself
  });
  document.body.append(dialog);
  dialog.showModal();
  return close;
}

/**
 * @param {import('./app.js').App} app
 * @param {{title: string, text: string, choices: {label: string, look: 'danger' | 'plain' | 'primary', press: () => void}[]}} question
 */
export function ask({ words }, { title, text, choices }) {
  const buttons = choices.map(({ label, look, press }) => element('button', {
    type: 'button', class: `button button-${look}`, on: { click: () => { close(); press(); } },
  }, label));
  const close = openDialog({ title, closeLabel: words.say('close'), body: [text], actions: buttons });
}
