-- The catalogue of one archive: what lists, counts and a sync need to know, and nothing of the bodies.
-- It can be made again from the archive at any time: another version means delete and rebuild, no migrations.
-- Text that is not UTF-8 (file names) is stored as BLOB of its bytes.

CREATE TABLE state(                 -- one row
  generation INTEGER NOT NULL,      -- grows with every commit: has anything changed? 0: none yet
  complete   INTEGER NOT NULL,      -- 1 once a sync has gone through to its end
  texts      INTEGER NOT NULL       -- names the text index that goes with this catalogue; another number: none yet
);
INSERT INTO state VALUES (0, 0, random() & 0x7fffffffffffffff);

CREATE TABLE folder(
  id        INTEGER PRIMARY KEY,
  path      NOT NULL UNIQUE,        -- relative to the archive, '/' between names, '' for its root
  signature INTEGER                 -- of its files' names, sizes, mtimes when all were last read; NULL: look again
);

CREATE TABLE post(
  id        INTEGER PRIMARY KEY,    -- private to this file; the world knows a post by its key
  key       INTEGER NOT NULL UNIQUE,-- PostId as a signed 64-bit number
  folder    INTEGER NOT NULL,       -- folder.id
  name      NOT NULL,               -- of the file
  size      INTEGER NOT NULL,       -- bytes
  mtime_ns  INTEGER NOT NULL,
  digest    INTEGER NOT NULL,       -- 64 bits of BLAKE2b of the bytes
  title     TEXT NOT NULL,
  folded    TEXT NOT NULL,          -- the title, to sort by when asked: an index costs each sync more than a sort (16 ms
                                    -- per 100,000 posts until the first screen)
  posted    INTEGER NOT NULL,       -- UTC seconds; -2^62 when unknown, so that it sorts last
  zone      INTEGER,                -- minutes east of UTC as written; NULL: none written
  flags     INTEGER NOT NULL,       -- 1 date is about, 2 title was guessed, 4 draft
  author    TEXT NOT NULL,          -- the first one
  category  INTEGER NOT NULL,       -- node.id of the first path; 0: none
  extra     TEXT,                   -- JSON of what few posts have; NULL: none of it
  same_title INTEGER NOT NULL,      -- what copies of a story have in common: sameness.title_number; 0: nothing
  same_text INTEGER NOT NULL        -- sameness.text_number
);
-- Once the whole archive is known (as the first sync goes on they would cost it a tenth of its time):
--   post_same_title ON post(same_title, same_text) WHERE same_title > 0;  post_same_text ON post(same_text) WHERE same_text > 0
CREATE INDEX post_folder ON post(folder);

CREATE TABLE node(                  -- the root (1), the tree of categories below it, and the authors
  id        INTEGER PRIMARY KEY,
  parent    INTEGER NOT NULL,       -- node.id; 0 for the root
  kind      TEXT NOT NULL,          -- 'root', 'category', 'author'
  name      TEXT NOT NULL,
  posts     INTEGER NOT NULL,       -- here and below
  UNIQUE(parent, kind, name)
);
INSERT INTO node VALUES (1, 0, 'root', '', 0);

CREATE TABLE place(                 -- a post stands at its node and at every node above it: any list is one range
  node      INTEGER NOT NULL,
  posted    INTEGER NOT NULL,
  post      INTEGER NOT NULL,
  PRIMARY KEY(node, posted, post)
) WITHOUT ROWID;

CREATE TABLE unindexed(             -- what the text index does not hold as the table post has it (or still holds though
  post      INTEGER PRIMARY KEY     -- it is gone): written with the change, taken out when the index has been committed
);

CREATE TABLE problem(
  key       INTEGER NOT NULL,       -- of the post (or of the file that is none)
  path      NOT NULL,
  kind      TEXT NOT NULL,
  message   TEXT NOT NULL,
  line      INTEGER NOT NULL
);
CREATE INDEX problem_key ON problem(key);

CREATE TABLE moved(                 -- a file found again under another name (same size, same bytes)
  old       INTEGER PRIMARY KEY,    -- key before
  new       INTEGER NOT NULL        -- key after
);
