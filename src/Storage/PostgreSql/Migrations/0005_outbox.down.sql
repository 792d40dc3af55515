DROP TABLE hearsay, outbox;
