DROP INDEX messages_client;
ALTER TABLE messages ALTER COLUMN client_message_id TYPE text COLLATE "default";
CREATE UNIQUE INDEX messages_client ON messages (chat_id, client_message_id, coalesce(sender_id, 0)) WHERE client_message_id IS NOT NULL;
ALTER TABLE chats DROP COLUMN rights;
