-- Boards, their logs and snapshots, files, author numbers, secrets of the house.
-- Times are milliseconds since 1970. Every record of a document carries a checksum over its bytes and its place.

CREATE TABLE boards (
    number      INTEGER PRIMARY KEY,
    id          TEXT    NOT NULL UNIQUE,
    title       TEXT    NOT NULL,
    owner       TEXT,
    epoch       INTEGER NOT NULL DEFAULT 1,
    position    INTEGER NOT NULL DEFAULT 0,
    created     INTEGER NOT NULL,
    updated     INTEGER NOT NULL,
    quarantined INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE log (
    board    INTEGER NOT NULL REFERENCES boards (number) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    bytes    BLOB    NOT NULL,
    checksum BLOB    NOT NULL,
    PRIMARY KEY (board, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE snapshots (
    board    INTEGER NOT NULL REFERENCES boards (number) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    bytes    BLOB    NOT NULL,
    checksum BLOB    NOT NULL,
    UNIQUE (board, position)
) STRICT;

CREATE TABLE blobs (
    board      INTEGER NOT NULL REFERENCES boards (number) ON DELETE CASCADE,
    id         TEXT    NOT NULL,
    media_type TEXT    NOT NULL,
    bytes      BLOB    NOT NULL,
    created    INTEGER NOT NULL,
    UNIQUE (board, id)
) STRICT;

CREATE TABLE authors (
    board   INTEGER NOT NULL REFERENCES boards (number) ON DELETE CASCADE,
    author  INTEGER NOT NULL,
    subject TEXT    NOT NULL,
    name    TEXT    NOT NULL,
    colour  INTEGER NOT NULL,
    PRIMARY KEY (board, author),
    UNIQUE (board, subject)
) STRICT, WITHOUT ROWID;

-- Client ids that stock clients chose for themselves (below 2^32), bound to the first person who wrote under them.
CREATE TABLE stock_clients (
    board   INTEGER NOT NULL REFERENCES boards (number) ON DELETE CASCADE,
    client  INTEGER NOT NULL,
    subject TEXT    NOT NULL,
    PRIMARY KEY (board, client)
) STRICT, WITHOUT ROWID;

CREATE TABLE secrets (
    name  TEXT PRIMARY KEY,
    bytes BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- One row that is rewritten to find out whether the disk takes changes.
CREATE TABLE probe (
    number INTEGER PRIMARY KEY CHECK (number = 1),
    count  INTEGER NOT NULL
) STRICT;
