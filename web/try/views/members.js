import { presenceLine } from '../models/person.js';
import { avatar } from './avatar.js';
import { openDialog } from './dialog.js';
import { element } from './element.js';

/**
 * Who is in a group; a press on somebody opens a chat of two.
 * @param {import('./app.js').App} app
 * @param {import('../client/chat.js').Chat} chat
 */
export function openMembers(app, chat) {
  const { haggle, words, notices, open } = app;
  /** @param {import('../client/types.js').Participant} person */
  const line = (person) => {
    const me = person.id === haggle.me;
    const presence = haggle.presence.of(person.id);
    const status = me ? words.say('person.me') : presenceLine(presence, words) || `@${person.tag}`;
    const press = async () => {
      close();
      await haggle.openDirect(person.id).then(({ id }) => open(id), () => notices.show(words.say('wrong.notOpened')));
    };
    return element('button', { type: 'button', class: 'person', disabled: me, on: { click: press } },
      avatar(person.display_name, person.id, { small: true, online: presence?.status === 'online' }),
      element('span', { class: 'person-text' }, element('span', { class: 'person-name' }, person.display_name), element('span', { class: 'soft' }, status)),
      person.role === 'owner' && element('span', { class: 'soft' }, words.say('group.owner')));
  };
  const close = openDialog({
    title: words.count('group.members', chat.info.participant_count), closeLabel: words.say('close'),
    body: chat.info.participants.map(line), actions: [],
  });
}
