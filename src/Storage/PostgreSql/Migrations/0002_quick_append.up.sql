-- Raised by whatever may change who speaks here: the chat's own shape, its members, a block between them. While it stands still,
-- whoever was free to speak a moment ago still is.
ALTER TABLE chats ADD COLUMN rights bigint NOT NULL DEFAULT 0;

-- Client ids are compared for equality only: by bytes, without the rules of a language, and without an expression to compute.
DROP INDEX messages_client;
ALTER TABLE messages ALTER COLUMN client_message_id TYPE text COLLATE "C";
CREATE UNIQUE INDEX messages_client ON messages (chat_id, client_message_id, sender_id) NULLS NOT DISTINCT WHERE client_message_id IS NOT NULL;
