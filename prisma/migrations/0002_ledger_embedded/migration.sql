-- The embedded ledger: accepted events in order, the rule book's states, the nodes of the log's tree, signed checkpoints.
-- Nothing here is ever updated but ledger_state and ledger_writer; nothing is ever deleted.

-- One committed event. `bytes`: canonical JSON of the whole event, exactly as it was signed and sent. `entry`: the 64 bytes of the log.
CREATE TABLE ledger_entry (
  log_index bigint PRIMARY KEY CHECK (log_index >= 0),
  event_id text NOT NULL UNIQUE,
  event_hash text NOT NULL UNIQUE,
  bytes text NOT NULL,
  entry bytea NOT NULL CHECK (length(entry) = 64),
  committed_at text NOT NULL
);

-- The newest state of every subject that has had an event, canonical JSON; a fold of ledger_entry.
CREATE TABLE ledger_state (
  subject text PRIMARY KEY,
  state text NOT NULL,
  log_index bigint NOT NULL
);

-- Hashes of the complete subtrees of the RFC 6962 tree: node (level, i) covers the leaves from i * 2^level. They never change.
CREATE TABLE ledger_node (
  level smallint NOT NULL CHECK (level >= 0),
  node_index bigint NOT NULL CHECK (node_index >= 0),
  hash bytea NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (level, node_index)
);

-- Every head that was ever signed; a later one must be consistent with all of them.
CREATE TABLE ledger_checkpoint (
  size bigint PRIMARY KEY CHECK (size > 0),
  root bytea NOT NULL CHECK (length(root) = 32),
  note text NOT NULL,
  signed_at text NOT NULL
);

-- C2SP verifier keys of the log keys that signed here, so that a process without keys can publish them.
CREATE TABLE ledger_log_key (
  verifier_key text PRIMARY KEY,
  since bigint NOT NULL
);

-- Who may append: the session that holds the advisory lock AND knows the newest fence. A writer that lost its connection does not.
CREATE TABLE ledger_writer (
  id integer PRIMARY KEY DEFAULT 1 CHECK (id = 1),
  fence bigint NOT NULL
);
INSERT INTO ledger_writer (id, fence) VALUES (1, 0);

-- The database itself refuses to rewrite history, whoever asks through the product's own role.
CREATE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the ledger is append-only: % on % refused', TG_OP, TG_TABLE_NAME;
END
$$;
CREATE TRIGGER ledger_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER ledger_node_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_node
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER ledger_checkpoint_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_checkpoint
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();
