-- The marketplace's number of the transaction that a chat is about; before, a wire kept it for itself.
ALTER TABLE chats ADD COLUMN transaction_id INTEGER;
UPDATE chats SET transaction_id = CAST(substr(unique_key, 12) AS INTEGER) WHERE unique_key LIKE 'completion:%';
UPDATE chats SET transaction_id = json_extract(metadata, '$.transaction_id') WHERE metadata LIKE '{"transaction_id":%';
CREATE INDEX chats_by_transaction ON chats (transaction_id) WHERE transaction_id IS NOT NULL;
