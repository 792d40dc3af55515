-- The marketplace's number of the transaction that a chat is about; before, a wire kept it for itself.
ALTER TABLE chats ADD COLUMN transaction_id bigint;
UPDATE chats SET transaction_id = substr(unique_key, 12)::bigint WHERE unique_key LIKE 'completion:%';
UPDATE chats SET transaction_id = (metadata::json ->> 'transaction_id')::bigint WHERE metadata LIKE '{"transaction_id":%';
CREATE INDEX chats_by_transaction ON chats (transaction_id) WHERE transaction_id IS NOT NULL;
