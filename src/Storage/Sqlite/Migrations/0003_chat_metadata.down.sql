ALTER TABLE chats DROP COLUMN metadata;
