-- What the nodes that share this database tell each other once a second: which chats they changed, and who has to hear of it.
CREATE TABLE news (
    node bigint NOT NULL,
    number bigint NOT NULL,
    told_at_us bigint NOT NULL,
    is_last boolean NOT NULL,
    whereabouts bigint NOT NULL,
    items bytea NOT NULL,
    PRIMARY KEY (node, number)
);
CREATE INDEX news_told ON news (told_at_us);
