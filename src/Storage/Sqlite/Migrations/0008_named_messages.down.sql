CREATE TABLE message_names (
    chat_id INTEGER NOT NULL,
    author_id INTEGER NOT NULL,
    name TEXT PRIMARY KEY
) WITHOUT ROWID;
INSERT INTO message_names (chat_id, author_id, name)
SELECT chat_id, sender_id, client_message_id FROM messages WHERE named AND client_message_id IS NOT NULL AND sender_id IS NOT NULL;
DROP INDEX messages_named;
ALTER TABLE messages DROP COLUMN named;
