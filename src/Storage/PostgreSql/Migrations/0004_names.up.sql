-- Names that other systems gave to our chats. One of them is shown, the others still find the chat: such as those of threads that were merged.
CREATE TABLE chat_names (
    chat_id bigint NOT NULL REFERENCES chats (id),
    shown boolean NOT NULL,
    name text COLLATE "C" PRIMARY KEY
);
CREATE UNIQUE INDEX chat_names_shown ON chat_names (chat_id) WHERE shown;

-- Names that other systems gave to messages, claimed before the message is stored: nobody else's message can have the same one.
CREATE TABLE message_names (
    chat_id bigint NOT NULL,
    author_id bigint NOT NULL,
    name text COLLATE "C" PRIMARY KEY
);

-- Who buys or sells on a marketplace that tells the two apart. subject is the id in its sign-in service; sides: 1 buyer, 2 seller.
CREATE TABLE traders (
    person_id bigint PRIMARY KEY REFERENCES people (id),
    created_at_us bigint NOT NULL,
    updated_at_us bigint NOT NULL,
    side smallint NOT NULL,
    says_online boolean NOT NULL DEFAULT FALSE,
    name text COLLATE "C" NOT NULL,
    subject text COLLATE "C"
);
CREATE UNIQUE INDEX traders_name ON traders (name);
CREATE UNIQUE INDEX traders_subject ON traders (side, subject) WHERE subject IS NOT NULL;
CREATE INDEX traders_listed ON traders (side, created_at_us, person_id);
