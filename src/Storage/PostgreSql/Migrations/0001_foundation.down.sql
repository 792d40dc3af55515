DROP TABLE heartbeat, guest_merges, answers, server_keys, listings, blocks, hidden_messages, reactions, message_edits, messages, members, chats, sessions, accounts, person_words, people;
