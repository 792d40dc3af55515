DROP TABLE buyer_numbers;
DROP INDEX chats_support;
ALTER TABLE chats DROP COLUMN buyer_number;
ALTER TABLE chats DROP COLUMN support_id;
ALTER TABLE chats DROP COLUMN support;
