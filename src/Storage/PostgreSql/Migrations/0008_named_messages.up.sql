-- A message whose client id is its name, which no other has: kept in the message's own row, so that nothing else has to be written with it.
ALTER TABLE messages ADD COLUMN named boolean NOT NULL DEFAULT FALSE;
UPDATE messages SET named = TRUE WHERE EXISTS (
    SELECT 1 FROM message_names n WHERE n.name = messages.client_message_id AND n.chat_id = messages.chat_id AND n.author_id = messages.sender_id);
CREATE UNIQUE INDEX messages_named ON messages (client_message_id) WHERE named;
DROP TABLE message_names;
