-- What other systems are to be told: stored with the change it tells of, deleted when the broker has confirmed it.
-- AUTOINCREMENT: the id of an event that was sent is never given again.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    stored_at_us INTEGER NOT NULL,
    exchange TEXT NOT NULL,
    routing_key TEXT NOT NULL,
    body TEXT NOT NULL
);

-- When the marketplace last spoke of a person over a broker, where news may overtake each other.
CREATE TABLE hearsay (
    external_id TEXT NOT NULL PRIMARY KEY,
    heard_at_us INTEGER NOT NULL
) WITHOUT ROWID;
