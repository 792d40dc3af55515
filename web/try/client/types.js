// The shapes of the wire, as contracts/messenger.md gives them, parts A3 and B3. Only what this page reads is listed.

/** @typedef {'stored' | 'delivered' | 'read'} ReceiptState how far a stored message of mine has come */
/** @typedef {{user_id: number, status: 'online' | 'away' | 'offline', last_seen_at: string | null}} Presence */

/**
 * @typedef {object} User
 * @property {number} id
 * @property {string} display_name
 * @property {string} tag
 * @property {string} [kind] account, guest or system
 * @property {Presence} [presence]
 */

/**
 * @typedef {object} Participant
 * @property {number} id
 * @property {string} display_name
 * @property {string} tag
 * @property {string} role
 * @property {number | null} last_read_seq null where the person keeps their reading to themselves
 * @property {number | null} last_delivered_seq
 */

/** @typedef {{emoji: string, count: number, me: boolean}} Reaction */
/** @typedef {{id: number, seq: number, author_id: number | null, type: string, content: string}} Quote */
/** @typedef {{id: number, kind: string, name: string}} Attachment */

/**
 * @typedef {object} Message
 * @property {number} id
 * @property {number} chat_id
 * @property {number | null} author_id null for the system
 * @property {string} type
 * @property {string} content
 * @property {any} payload
 * @property {string} ts ISO-8601, UTC
 * @property {number} seq
 * @property {number} revision
 * @property {string | null} client_message_id to its author only
 * @property {Quote | null} reply_to
 * @property {Attachment[]} attachments
 * @property {Reaction[]} reactions
 * @property {string | null} edited_at
 * @property {string | null} deleted_at
 * @property {string} state sent, held or refused
 */

/** @typedef {{last_read_seq: number, last_delivered_seq: number, muted_until: string | null, pinned: boolean}} ChatSettings */

/**
 * @typedef {object} ChatInfo
 * @property {number} id
 * @property {string} title
 * @property {string} kind
 * @property {boolean} is_group
 * @property {string} created_at
 * @property {Participant[]} participants stops at 50
 * @property {number} participant_count
 * @property {number} last_seq
 * @property {number} revision
 * @property {Message | null} last_message
 * @property {number} unread_count
 * @property {ChatSettings} my
 */

/** @typedef {{items: Message[], has_more_before: boolean, has_more_after: boolean, last_seq: number, revision: number}} Page */
/** @typedef {{chat: ChatInfo, messages: Message[], changed: Message[], more: boolean, reset: boolean}} SyncChat */
/** @typedef {{access_token: string, refresh_token: string, expires_in: number, user: User}} TokenAnswer */

/**
 * Where the client keeps what must survive a reload. Values are plain data.
 * @typedef {object} Shelf
 * @property {(key: string) => any} read null when there is nothing
 * @property {(key: string, value: any) => void} write
 * @property {(key: string) => void} drop
 * @property {(prefix: string) => string[]} keys
 */

/**
 * Runs the work while nobody else in this browser runs work under the same name.
 * @typedef {<T>(name: string, work: () => Promise<T>) => Promise<T>} Lock
 */

export {};
