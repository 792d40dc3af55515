DROP TABLE chat_moderators;
