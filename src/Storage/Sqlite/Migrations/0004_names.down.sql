DROP TABLE traders;
DROP TABLE message_names;
DROP TABLE chat_names;
