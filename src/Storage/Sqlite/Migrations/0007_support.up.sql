-- Whether somebody of support is wanted in a chat or in it, and who.
ALTER TABLE chats ADD COLUMN support INTEGER NOT NULL DEFAULT 1;
ALTER TABLE chats ADD COLUMN support_id INTEGER;
CREATE INDEX chats_support ON chats (id) WHERE support = 2;

-- The numbers by which sellers tell buyers without a name apart.
ALTER TABLE chats ADD COLUMN buyer_number INTEGER;
CREATE TABLE buyer_numbers (
    seller_id INTEGER PRIMARY KEY REFERENCES people (id),
    last INTEGER NOT NULL
);
