-- What a wire keeps of a chat for itself, as JSON.
ALTER TABLE chats ADD COLUMN metadata text;
