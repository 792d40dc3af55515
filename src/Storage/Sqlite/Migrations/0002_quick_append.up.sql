-- Raised by whatever may change who speaks here: the chat's own shape, its members, a block between them.
ALTER TABLE chats ADD COLUMN rights INTEGER NOT NULL DEFAULT 0;
