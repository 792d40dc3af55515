import { avatar } from './avatar.js';
import { openDialog } from './dialog.js';
import { element } from './element.js';

/** @typedef {import('../client/types.js').User} User */

const pauseMs = 200;

/**
 * Asks for a title and people, and opens the group they make.
 * @param {import('./app.js').App} app
 */
export function openNewGroup(app) {
  const { words, haggle, open } = app;
  /** @type {Map<number, User>} */
  const chosen = new Map();
  const title = element('input', { class: 'input', maxlength: 128, autocomplete: 'off', required: true });
  const query = element('input', { type: 'search', class: 'input', maxlength: 64, autocomplete: 'off', spellcheck: 'false', placeholder: words.say('search.hint') });
  const chips = element('div', { class: 'chips' });
  const found = element('div', { class: 'picker', role: 'group', 'aria-label': words.say('search.people') });
  const error = element('p', { class: 'form-error', role: 'alert' });
  const create = element('button', { type: 'submit', form: 'new-group', class: 'button button-primary' }, words.say('group.create'));
  /** @type {any} */
  let timer = null;

  const known = () => haggle.chats.sorted.map((chat) => chat.partner).filter((person) => person !== null);
  const showChips = () => chips.replaceChildren(...[...chosen.values()].map((user) => element('button', {
    type: 'button', class: 'chip', 'aria-label': words.say('group.without', { name: user.display_name }), on: { click: () => toggle(user) },
  }, user.display_name, element('span', { 'aria-hidden': 'true' }, ' ×'))));
  const showFound = (/** @type {User[]} */ people) => found.replaceChildren(...people.length > 0
    ? people.map((user) => choice(user, chosen.has(user.id), () => toggle(user)))
    : [element('p', { class: 'soft results-none' }, words.say(query.value ? 'search.nobody' : 'group.whom'))]);
  /** @type {User[]} */
  let shown = known();
  const toggle = (/** @type {User} */ user) => {
    if (!chosen.delete(user.id)) chosen.set(user.id, user);
    showChips();
    for (const box of found.querySelectorAll('input')) box.checked = chosen.has(Number(box.value));
  };
  const look = async () => {
    const wanted = query.value.trim();
    shown = wanted.replace(/^@/, '').length < 2 ? known() : await haggle.findPeople(wanted).catch(() => []);
    if (wanted === query.value.trim()) showFound(shown);
  };
  query.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(look, pauseMs);
  });

  const form = element('form', { id: 'new-group', class: 'group-form', novalidate: true },
    element('label', { class: 'field' }, element('span', { class: 'field-label' }, words.say('group.title')), title),
    element('label', { class: 'field' }, element('span', { class: 'field-label' }, words.say('group.people')), query), chips, found, error);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    error.textContent = title.value.trim() === '' ? words.say('wrong.title') : chosen.size === 0 ? words.say('wrong.members') : '';
    if (error.textContent !== '') return (title.value.trim() === '' ? title : query).focus();
    create.disabled = true;
    try {
      const chat = await haggle.createGroup(title.value.trim(), [...chosen.keys()]);
      close();
      open(chat.id);
    } catch {
      error.textContent = words.say('wrong.notOpened');
      create.disabled = false;
    }
  });
  const close = openDialog({ title: words.say('group.new'), closeLabel: words.say('close'), body: [form], actions: [create] });
  showFound(shown);
  title.focus();
}

/**
 * @param {User} user
 * @param {boolean} checked
 * @param {() => void} toggle
 */
function choice(user, checked, toggle) {
  const box = element('input', { type: 'checkbox', value: user.id, checked, on: { change: toggle } });
  return element('label', { class: 'person' }, avatar(user.display_name, user.id, { small: true }),
    element('span', { class: 'person-text' }, element('span', { class: 'person-name' }, user.display_name), element('span', { class: 'soft' }, `@${user.tag}`)), box);
}
