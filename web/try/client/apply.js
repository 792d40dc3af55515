/** @typedef {import('./chat.js').Chat} Chat */
/** @typedef {import('./types.js').Message} Message */

/**
 * What each event does to its chat.
 * @type {Record<string, (chat: Chat, data: any, me: number) => void>}
 */
export const effects = {
  'message.created': (chat, message) => chat.add(message),
  'message.updated': (chat, message) => replace(chat, message),
  'message.held': (chat, message) => replace(chat, message),
  'message.refused': (chat, message) => replace(chat, message),
  'message.deleted': (chat, { id, deleted_at, revision }) => {
    if (revision === null) return chat.hide(id); // for me alone
    chat.uncount(id);
    chat.change(id, () => ({ content: '', payload: null, attachments: [], reactions: [], deleted_at, revision }));
    chat.timeline.requote({ id, content: '' });
  },
  'reaction.added': (chat, data, me) => react(chat, data, data.user_id === me ? true : null),
  'reaction.removed': (chat, data, me) => react(chat, data, data.user_id === me ? false : null),
  'receipt.updated': (chat, { user_id, last_read_seq, last_delivered_seq }, me) => {
    if (user_id === me) chat.readUpTo(last_read_seq ?? 0);
    update(chat, user_id, { last_read_seq, last_delivered_seq });
  },
  'unread.updated': (chat, { unread_count }) => chat.learn({ unread_count }),
  'chat.created': (chat, info) => chat.learn(info),
  'chat.updated': (chat, { participants, my, ...news }) => chat.learn(news),
  'chat.settings_updated': (chat, { my }) => chat.learn({ my: { ...chat.info.my, ...my } }),
  'member.added': (chat, { participant }) => {
    const others = chat.info.participants.filter(({ id }) => id !== participant.id);
    chat.learn({ participants: [...others, participant], participant_count: chat.info.participant_count + 1 });
  },
  'member.updated': (chat, { participant }) => update(chat, participant.id, participant),
  'member.removed': (chat, { user_id }) => chat.learn({
    participants: chat.info.participants.filter(({ id }) => id !== user_id),
    participant_count: chat.info.participant_count - 1,
  }),
};

/**
 * @param {Chat} chat
 * @param {Message} message
 */
function replace(chat, message) {
  chat.timeline.put(message);
  chat.timeline.requote(message);
  chat.learn(chat.info.last_message?.id === message.id ? { last_message: message } : {});
}

/**
 * @param {Chat} chat
 * @param {{message_id: number, emoji: string, count: number, revision: number}} data
 * @param {boolean | null} me null where somebody else reacted, so mine stays as it is
 */
function react(chat, { message_id, emoji, count, revision }, me) {
  chat.change(message_id, ({ reactions }) => {
    const known = reactions.find((reaction) => reaction.emoji === emoji);
    const now = { emoji, count, me: me ?? known?.me ?? false };
    const kept = known ? reactions.map((reaction) => reaction === known ? now : reaction) : [...reactions, now];
    return { reactions: kept.filter((reaction) => reaction.count > 0), revision };
  });
}

/**
 * @param {Chat} chat
 * @param {number} userId
 * @param {object} news
 */
function update(chat, userId, news) {
  chat.learn({ participants: chat.info.participants.map((person) => person.id === userId ? { ...person, ...news } : person) });
}
