-- Instants are microseconds since 1970, numbers of kinds and states as in Relational/Codes.cs.
-- Only what SQLite 3.35 knows. Tables whose key is how they are read are kept in the order of that key (WITHOUT ROWID).
-- Messages have no foreign keys: the transaction that inserts has just read the rows they would point to.

-- The last number drawn; other than max(id) it does not fall back when rows go.
CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO counters (name, value) VALUES ('person', 1), ('message', 0);

CREATE TABLE people (
    id INTEGER PRIMARY KEY,
    created_at_us INTEGER NOT NULL,
    last_seen_at_us INTEGER,
    kind INTEGER NOT NULL,
    role INTEGER NOT NULL,
    presence_visibility INTEGER NOT NULL,
    email_verified INTEGER NOT NULL DEFAULT FALSE,
    read_receipts INTEGER NOT NULL DEFAULT TRUE,
    disabled INTEGER NOT NULL DEFAULT FALSE,
    external_id TEXT NOT NULL,
    display_name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    tag TEXT NOT NULL,
    avatar_url TEXT,
    email TEXT,
    bio TEXT,
    locale TEXT,
    time_zone TEXT
);
CREATE UNIQUE INDEX people_external ON people (kind, external_id);
CREATE UNIQUE INDEX people_tag ON people (tag);

CREATE TABLE person_words (
    person_id INTEGER NOT NULL REFERENCES people (id),
    word TEXT NOT NULL,
    PRIMARY KEY (word, person_id)
) WITHOUT ROWID;
CREATE INDEX person_words_person ON person_words (person_id);

INSERT INTO people (id, kind, external_id, display_name, name_key, tag, role, presence_visibility, created_at_us)
VALUES (1, 3, 'system', 'System', 'system', 'system', 1, 3, CAST(strftime('%s', 'now') AS INTEGER) * 1000000);

CREATE TABLE accounts (
    person_id INTEGER PRIMARY KEY REFERENCES people (id),
    created_at_us INTEGER NOT NULL,
    password_changed_at_us INTEGER NOT NULL,
    email_key TEXT NOT NULL,
    password_hash TEXT NOT NULL
);
CREATE UNIQUE INDEX accounts_email ON accounts (email_key);

CREATE TABLE sessions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL REFERENCES people (id),
    refreshed_at_us INTEGER NOT NULL,
    created_at_us INTEGER NOT NULL,
    expires_at_us INTEGER NOT NULL,
    last_seen_at_us INTEGER NOT NULL,
    ended_at_us INTEGER,
    refresh_key TEXT NOT NULL,
    previous_key TEXT,
    device_name TEXT,
    address TEXT,
    user_agent TEXT
);
CREATE INDEX sessions_person ON sessions (person_id);
CREATE INDEX sessions_ended ON sessions (ended_at_us) WHERE ended_at_us IS NOT NULL;

-- Every message updates its chat's row: no index on what changes.
CREATE TABLE chats (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    last_seq INTEGER NOT NULL DEFAULT 0,
    revision INTEGER NOT NULL DEFAULT 1,
    created_by INTEGER,
    created_at_us INTEGER NOT NULL,
    active_at_us INTEGER NOT NULL,
    deleted_at_us INTEGER,
    slow_mode_s INTEGER NOT NULL DEFAULT 0,
    kind INTEGER NOT NULL,
    status INTEGER NOT NULL,
    send_by INTEGER NOT NULL,
    history_for_new_members INTEGER NOT NULL DEFAULT TRUE,
    title TEXT NOT NULL,
    title_key TEXT NOT NULL,
    description TEXT,
    avatar_url TEXT,
    listing_id TEXT,
    unique_key TEXT
);
CREATE UNIQUE INDEX chats_unique ON chats (unique_key);
CREATE INDEX chats_listing ON chats (listing_id) WHERE listing_id IS NOT NULL;

CREATE TABLE members (
    chat_id INTEGER NOT NULL REFERENCES chats (id),
    person_id INTEGER NOT NULL REFERENCES people (id),
    joined_at_us INTEGER NOT NULL,
    hidden_seq INTEGER NOT NULL DEFAULT 0,
    last_read_seq INTEGER NOT NULL DEFAULT 0,
    last_read_at_us INTEGER,
    last_delivered_seq INTEGER NOT NULL DEFAULT 0,
    last_delivered_at_us INTEGER,
    muted_until_us INTEGER,
    archived_seq INTEGER,
    hidden_at_us INTEGER,
    role INTEGER NOT NULL,
    notify INTEGER NOT NULL,
    pinned INTEGER NOT NULL DEFAULT FALSE,
    marked_unread INTEGER NOT NULL DEFAULT FALSE,
    labels TEXT,
    note TEXT,
    PRIMARY KEY (chat_id, person_id)
) WITHOUT ROWID;
-- Both columns: whichever index a plan takes, it finds one member at once, even of somebody with thousands of chats.
CREATE INDEX members_person ON members (person_id, chat_id);

-- id is made unique by its counter.
CREATE TABLE messages (
    id INTEGER NOT NULL,
    chat_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    sender_id INTEGER,
    sent_at_us INTEGER NOT NULL,
    reply_to_seq INTEGER,
    forwarded_chat_id INTEGER,
    forwarded_author_id INTEGER,
    forwarded_at_us INTEGER,
    edited_at_us INTEGER,
    deleted_at_us INTEGER,
    deleted_by INTEGER,
    pinned_at_us INTEGER,
    type INTEGER NOT NULL,
    changed INTEGER NOT NULL DEFAULT FALSE,
    content TEXT NOT NULL,
    payload TEXT,
    client_message_id TEXT,
    mentions TEXT,
    PRIMARY KEY (chat_id, seq)
) WITHOUT ROWID;
CREATE INDEX messages_id ON messages (id);
-- The server itself has no sender id; 0 stands for it here, so that its repeats are found too.
CREATE UNIQUE INDEX messages_client ON messages (chat_id, client_message_id, coalesce(sender_id, 0)) WHERE client_message_id IS NOT NULL;
CREATE INDEX messages_changed ON messages (chat_id, revision) WHERE changed;
CREATE INDEX messages_pinned ON messages (chat_id, pinned_at_us) WHERE pinned_at_us IS NOT NULL;

CREATE TABLE message_edits (
    chat_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    said_at_us INTEGER NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (chat_id, seq, revision)
) WITHOUT ROWID;

CREATE TABLE reactions (
    chat_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    reacted_at_us INTEGER NOT NULL,
    emoji TEXT NOT NULL,
    PRIMARY KEY (chat_id, seq, emoji, person_id)
) WITHOUT ROWID;

CREATE TABLE hidden_messages (
    chat_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    hidden_at_us INTEGER NOT NULL,
    PRIMARY KEY (chat_id, person_id, seq)
) WITHOUT ROWID;

CREATE TABLE blocks (
    blocker_id INTEGER NOT NULL REFERENCES people (id),
    blocked_id INTEGER NOT NULL REFERENCES people (id),
    blocked_at_us INTEGER NOT NULL,
    PRIMARY KEY (blocker_id, blocked_id)
) WITHOUT ROWID;
CREATE INDEX blocks_blocked ON blocks (blocked_id);

CREATE TABLE listings (
    external_id TEXT PRIMARY KEY,
    price_amount INTEGER,
    seller_id INTEGER,
    updated_at_us INTEGER NOT NULL,
    state INTEGER NOT NULL,
    verified INTEGER NOT NULL,
    title TEXT NOT NULL,
    price_currency TEXT,
    image_url TEXT,
    url TEXT
) WITHOUT ROWID;

CREATE TABLE server_keys (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    created_at_us INTEGER NOT NULL,
    revoked_at_us INTEGER,
    name TEXT NOT NULL,
    hint TEXT NOT NULL,
    hash BLOB NOT NULL
);
CREATE UNIQUE INDEX server_keys_hash ON server_keys (hash);

CREATE TABLE answers (
    claimed_at_us INTEGER NOT NULL,
    status INTEGER NOT NULL,
    caller TEXT NOT NULL,
    key TEXT NOT NULL,
    request_hash BLOB NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (caller, key)
) WITHOUT ROWID;
CREATE INDEX answers_claimed ON answers (claimed_at_us);

-- What a merge moved, so that it can be taken back: the guest's messages in each chat, and the chat's key before.
CREATE TABLE guest_merges (
    guest_id INTEGER NOT NULL REFERENCES people (id),
    account_id INTEGER NOT NULL REFERENCES people (id),
    chat_id INTEGER NOT NULL REFERENCES chats (id),
    merged_at_us INTEGER NOT NULL,
    unique_key TEXT,
    message_seqs TEXT NOT NULL,
    PRIMARY KEY (guest_id, chat_id)
) WITHOUT ROWID;
CREATE INDEX guest_merges_account ON guest_merges (account_id);

-- One row that the health check writes: a full disk or a read-only replica shows only when something is written.
CREATE TABLE heartbeat (checked_at_us INTEGER NOT NULL);
INSERT INTO heartbeat (checked_at_us) VALUES (0);
