-- Elements that nobody but this author may change. Room state, not part of the document: it outlives epochs.
CREATE TABLE locks (
    board   INTEGER NOT NULL REFERENCES boards (number) ON DELETE CASCADE,
    element TEXT    NOT NULL,
    author  INTEGER NOT NULL,
    PRIMARY KEY (board, element)
) STRICT, WITHOUT ROWID;
