-- People and their rights. Times are milliseconds since 1970 (UTC). Secrets are kept as SHA-256 in hex only.
CREATE TABLE account (
    id       TEXT PRIMARY KEY,
    email    TEXT NOT NULL UNIQUE,
    name     TEXT NOT NULL,
    password TEXT NOT NULL,
    admin    INTEGER NOT NULL,
    disabled INTEGER NOT NULL DEFAULT 0,
    created  INTEGER NOT NULL
) STRICT;

CREATE TABLE session (
    secret  TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    expires INTEGER NOT NULL
) STRICT;
CREATE INDEX session_account ON session (account);

-- The one-time token with which the first administrator is made; one row at most.
CREATE TABLE setup (
    one     INTEGER PRIMARY KEY CHECK (one = 1),
    secret  TEXT NOT NULL
) STRICT;

CREATE TABLE link (
    id      TEXT PRIMARY KEY,
    board   TEXT NOT NULL REFERENCES boards (id) ON DELETE CASCADE,
    secret  TEXT NOT NULL UNIQUE,
    role    TEXT NOT NULL,
    label   TEXT NOT NULL,
    -- Asks for a pseudonym before letting in; 0 for links of the command line and of the demo.
    ask     INTEGER NOT NULL,
    created INTEGER NOT NULL,
    expires INTEGER,
    -- Subject (`account:ID`, `guest:ID`) of who made it; NULL: the command line.
    maker   TEXT
) STRICT;
CREATE INDEX link_board ON link (board);
CREATE INDEX link_maker ON link (maker);

-- An account that was let in to somebody else's board by a link; goes with the link.
CREATE TABLE member (
    board   TEXT NOT NULL REFERENCES boards (id) ON DELETE CASCADE,
    account TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    link    TEXT NOT NULL REFERENCES link (id) ON DELETE CASCADE,
    PRIMARY KEY (board, account)
) STRICT;
CREATE INDEX member_link ON member (link);
CREATE INDEX member_account ON member (account);

-- Somebody without an account: a pseudonym, on one board. Rights come from the link and go with it.
CREATE TABLE guest (
    id      TEXT PRIMARY KEY,
    board   TEXT NOT NULL REFERENCES boards (id) ON DELETE CASCADE,
    link    TEXT NOT NULL REFERENCES link (id) ON DELETE CASCADE,
    secret  TEXT NOT NULL UNIQUE,
    name    TEXT NOT NULL,
    colour  INTEGER NOT NULL,
    expires INTEGER NOT NULL
) STRICT;
CREATE INDEX guest_link ON guest (link);

CREATE TABLE ticket (
    id      TEXT PRIMARY KEY,
    secret  TEXT NOT NULL UNIQUE,
    board   TEXT NOT NULL REFERENCES boards (id) ON DELETE CASCADE,
    -- At most this much, whatever the person has.
    role    TEXT NOT NULL,
    -- Whose: `account:ID`, `guest:ID`; NULL: a program's, by the command line.
    subject TEXT,
    -- The session it was asked for in (`session:…`), so that signing out closes the socket.
    via     TEXT,
    once    INTEGER NOT NULL,
    expires INTEGER NOT NULL
) STRICT;
CREATE INDEX ticket_subject ON ticket (subject);
