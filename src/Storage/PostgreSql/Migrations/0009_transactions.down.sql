DROP INDEX chats_by_transaction;
ALTER TABLE chats DROP COLUMN transaction_id;
