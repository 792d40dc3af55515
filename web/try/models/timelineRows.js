/** @typedef {import('../client/types.js').Message} Message */
/** @typedef {import('../client/outbox.js').Unsent} Unsent */
/** @typedef {import('../client/types.js').ReceiptState | 'waiting' | 'failed'} OwnState */

/**
 * @typedef {object} MessageRow
 * @property {'message'} kind
 * @property {string} key
 * @property {Message} message
 * @property {Unsent | null} unsent the queued message behind this row, if it is not stored yet
 * @property {string} author
 * @property {boolean} own
 * @property {boolean} first of its group: names its author
 * @property {boolean} last of its group: has the tail and the time
 * @property {boolean} showMeta
 * @property {OwnState | null} state null for others' messages
 */

/** @typedef {{kind: 'mark', key: string}} MarkRow the line above the first unread message */
/** @typedef {{kind: 'system', key: string, message: Message}} SystemRow */
/** @typedef {MessageRow | MarkRow | SystemRow} Row */
/** @typedef {{key: string, day: Date, rows: Row[]}} Day */

const groupMs = 5 * 60_000;

/**
 * The timeline as it is read: days, in them groups of one author's messages, and the line where reading stopped.
 * @param {object} what
 * @param {Message[]} what.messages
 * @param {Unsent[]} what.unsent shown after everything else
 * @param {number} what.me
 * @param {number | null} what.readTo everything after this seq is new; null for no line
 * @param {(message: Message) => import('../client/types.js').ReceiptState} what.receiptOf
 * @param {(id: number | null) => string} what.nameOf
 * @returns {Day[]}
 */
export function timelineDays({ messages, unsent, me, readTo, receiptOf, nameOf }) {
  const stored = new Set(messages.map((message) => message.client_message_id));
  const queued = unsent.filter((item) => !stored.has(item.client_message_id));
  const rows = [...messages.map((message) => storedRow(message, me, receiptOf, nameOf)), ...queued.map((item) => queuedRow(item, me))];
  /** @type {Day[]} */
  const days = [];
  let marked = readTo === null;
  for (const row of rows) {
    const day = dayOf(row.message.ts);
    if (days.at(-1)?.key !== day.key) days.push({ ...day, rows: [] });
    const today = /** @type {Day} */ (days.at(-1)).rows;
    if (!marked && row.message.seq > /** @type {number} */ (readTo) && row.message.author_id !== me) {
      today.push({ kind: 'mark', key: 'mark' });
      marked = true;
    }
    today.push(row);
  }
  for (const { rows: today } of days) group(today);
  return days;
}

/**
 * @param {Message} message
 * @param {number} me
 * @param {(message: Message) => import('../client/types.js').ReceiptState} receiptOf
 * @param {(id: number | null) => string} nameOf
 * @returns {MessageRow | SystemRow}
 */
function storedRow(message, me, receiptOf, nameOf) {
  const key = message.client_message_id ?? `m${message.id}`;
  if (message.type === 'system' || message.author_id === null) return { kind: 'system', key, message };
  const own = message.author_id === me;
  const author = nameOf(message.author_id);
  return { kind: 'message', key, message, unsent: null, author, own, first: true, last: true, showMeta: true, state: own ? receiptOf(message) : null };
}

/**
 * @param {Unsent} unsent
 * @param {number} me
 * @returns {MessageRow}
 */
function queuedRow(unsent, me) {
  const { client_message_id, chat_id, content, reply_to, at, refused } = unsent;
  /** @type {Message} */
  const message = {
    id: 0, chat_id, author_id: me, type: 'text', content, payload: null, ts: new Date(at).toISOString(), seq: Infinity, revision: 0,
    client_message_id, reply_to, attachments: [], reactions: [], edited_at: null, deleted_at: null, state: 'sent',
  };
  const state = refused === null ? 'waiting' : 'failed';
  return { kind: 'message', key: client_message_id, message, unsent, author: '', own: true, first: true, last: true, showMeta: true, state };
}

/** @param {Row[]} rows of one day */
function group(rows) {
  for (const [at, row] of rows.entries()) {
    const before = rows[at - 1];
    if (row.kind !== 'message' || before?.kind !== 'message' || !together(before, row)) continue;
    row.first = false;
    before.last = false;
    before.showMeta = before.state !== row.state || before.message.edited_at !== null;
  }
}

/**
 * @param {MessageRow} before
 * @param {MessageRow} row
 */
function together(before, row) {
  return before.message.author_id === row.message.author_id
    && Date.parse(row.message.ts) - Date.parse(before.message.ts) < groupMs
    && before.message.reactions.length === 0;
}

/** @param {string} ts @returns {{key: string, day: Date}} the local day */
function dayOf(ts) {
  const day = new Date(ts);
  day.setHours(0, 0, 0, 0);
  return { key: `d${day.getTime()}`, day };
}
