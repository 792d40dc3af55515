DROP TABLE hearsay;
DROP TABLE outbox;
