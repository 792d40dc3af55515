-- Who was called into a chat to settle a dispute.
CREATE TABLE chat_moderators (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id INTEGER NOT NULL REFERENCES chats (id),
    moderator_id INTEGER NOT NULL REFERENCES people (id),
    assigned_by INTEGER NOT NULL REFERENCES people (id),
    reason TEXT,
    created_at_us INTEGER NOT NULL,
    resolved_at_us INTEGER,
    notes TEXT
);
CREATE INDEX chat_moderators_chat ON chat_moderators (chat_id);
