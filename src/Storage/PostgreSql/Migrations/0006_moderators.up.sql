-- Who was called into a chat to settle a dispute.
CREATE TABLE chat_moderators (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    chat_id bigint NOT NULL REFERENCES chats (id),
    moderator_id bigint NOT NULL REFERENCES people (id),
    assigned_by bigint NOT NULL REFERENCES people (id),
    reason text,
    created_at_us bigint NOT NULL,
    resolved_at_us bigint,
    notes text
);
CREATE INDEX chat_moderators_chat ON chat_moderators (chat_id);
