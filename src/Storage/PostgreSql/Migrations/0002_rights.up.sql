-- Raised by whatever may change who speaks here: the chat's own shape, its members, a block between them. While it stands still,
-- whoever was free to speak a moment ago still is.
ALTER TABLE chats ADD COLUMN rights bigint NOT NULL DEFAULT 0;
