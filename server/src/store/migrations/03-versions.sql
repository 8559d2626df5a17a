-- Named versions: whole documents that somebody wanted to keep. The checksum covers the bytes and their place.
CREATE TABLE versions (
    board    INTEGER NOT NULL REFERENCES boards (number) ON DELETE CASCADE,
    id       TEXT    NOT NULL,
    name     TEXT    NOT NULL,
    created  INTEGER NOT NULL,
    -- The author number of who kept it; NULL: the command line.
    author   INTEGER,
    epoch    INTEGER NOT NULL,
    position INTEGER NOT NULL,
    bytes    BLOB    NOT NULL,
    checksum BLOB    NOT NULL,
    UNIQUE (board, id)
) STRICT;
