-- A Fabric channel's records as they are kept here: entries with the block and the transaction that carry them, the chain of
-- block hashes, what was sent and what became of it, what each peer last said.

-- Two organisations of one channel may draw, or copy, the same event id; two that break the rules may even record one event twice.
-- A ledger with one writer (no block) still has each id and each hash once.
ALTER TABLE ledger_entry ADD COLUMN block bigint, ADD COLUMN transaction text;
ALTER TABLE ledger_entry DROP CONSTRAINT ledger_entry_event_id_key, DROP CONSTRAINT ledger_entry_event_hash_key;
CREATE UNIQUE INDEX ledger_entry_event_id ON ledger_entry (event_id, (CASE WHEN block IS NULL THEN -1 ELSE log_index END));
CREATE UNIQUE INDEX ledger_entry_event_hash ON ledger_entry (event_hash, (CASE WHEN block IS NULL THEN -1 ELSE log_index END));

-- Every block of the channel, tied by hash to the one before it. `log_size`: entries of the log up to and with this block.
CREATE TABLE fabric_block (
  number bigint PRIMARY KEY CHECK (number >= 0),
  hash text NOT NULL,
  previous_hash text NOT NULL,
  log_size bigint NOT NULL
);
CREATE TRIGGER fabric_block_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON fabric_block
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();

-- Two histories: what was kept here for a block, and what a peer showed instead. A row here stops every verdict.
CREATE TABLE fabric_fork (
  number bigint NOT NULL,
  kept text NOT NULL,
  shown text NOT NULL,
  found_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (number, kept, shown)
);

-- Valid transactions that wrote what is no event: they have no place in the log.
CREATE TABLE fabric_broken_append (
  block bigint NOT NULL,
  transaction text NOT NULL,
  detail text NOT NULL,
  PRIMARY KEY (block, transaction)
);

-- Signed transactions, durable before they are sent. `code`: Fabric's validation code, from the block.
CREATE TABLE fabric_transaction (
  id text PRIMARY KEY,
  event_id text NOT NULL,
  bytes bytea NOT NULL,
  state text NOT NULL CHECK (state IN ('ENDORSED', 'SUBMITTED', 'COMMITTED', 'INVALID', 'UNKNOWN')),
  code integer,
  block bigint,
  sequence bigint GENERATED ALWAYS AS IDENTITY,
  at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX fabric_transaction_event ON fabric_transaction (event_id, sequence);
CREATE INDEX fabric_transaction_open ON fabric_transaction (sequence) WHERE state IN ('ENDORSED', 'SUBMITTED', 'UNKNOWN');

-- What each peer said when it was last asked. `height`: its number of blocks.
CREATE TABLE fabric_peer (
  address text PRIMARY KEY,
  asked_at timestamptz(3) NOT NULL,
  answered_at timestamptz(3),
  height bigint,
  problem text
);

-- Records that came with a consignment, vouched for by their lot's root: primary data, passed on with the goods.
CREATE TABLE received_birth (
  lot text COLLATE "C" NOT NULL,
  leaf_index integer NOT NULL,
  label_id bytea NOT NULL,
  serial text COLLATE "C" NOT NULL,
  record text NOT NULL,
  activation bytea,
  hashes text NOT NULL,
  openings text,
  transfer text NOT NULL,
  PRIMARY KEY (lot, leaf_index)
);
CREATE INDEX received_birth_label ON received_birth (label_id);
