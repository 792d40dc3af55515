-- What the nodes that share this database tell each other once a second: which chats they changed, and who has to hear of it.
CREATE TABLE news (
    node INTEGER NOT NULL,
    number INTEGER NOT NULL,
    told_at_us INTEGER NOT NULL,
    is_last INTEGER NOT NULL,
    whereabouts INTEGER NOT NULL,
    items BLOB NOT NULL,
    PRIMARY KEY (node, number)
);
CREATE INDEX news_told ON news (told_at_us);
