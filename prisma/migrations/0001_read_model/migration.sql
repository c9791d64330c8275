-- Tables of prisma/schema.prisma. `rm_*` is a fold of the ledger and the manifests: it may be emptied and replayed.
-- Everything else is primary data and in every backup.
-- Text that is compared or paged over has the C collation: byte order, the same on every machine, and usable for prefixes.

CREATE TABLE rm_projection (
  id integer PRIMARY KEY DEFAULT 1 CHECK (id = 1),
  log_index bigint NOT NULL DEFAULT -1
);
INSERT INTO rm_projection (id) VALUES (1);

-- Event ids are each organisation's own on a shared ledger: two of them may draw the same one, or copy it.
CREATE TABLE rm_event (
  log_index bigint PRIMARY KEY,
  event_id text NOT NULL,
  event_hash text NOT NULL,
  kind text NOT NULL,
  actor text NOT NULL,
  at text NOT NULL,
  time text NOT NULL,
  bytes text NOT NULL,
  rule_broken text
);
CREATE INDEX rm_event_actor ON rm_event (actor, log_index);
CREATE INDEX rm_event_id ON rm_event (event_id);

CREATE TABLE rm_subject_event (
  subject text COLLATE "C" NOT NULL,
  log_index bigint NOT NULL,
  PRIMARY KEY (subject, log_index)
);

CREATE TABLE rm_event_reader (
  member text COLLATE "C" NOT NULL,
  log_index bigint NOT NULL,
  PRIMARY KEY (member, log_index)
);

CREATE TABLE rm_broken_subject (
  subject text COLLATE "C" NOT NULL,
  log_index bigint NOT NULL,
  PRIMARY KEY (subject, log_index)
);

CREATE TABLE rm_subject_state (
  subject text COLLATE "C" PRIMARY KEY,
  state text NOT NULL,
  log_index bigint NOT NULL
);

CREATE TABLE rm_member (
  id text COLLATE "C" PRIMARY KEY,
  name text NOT NULL,
  profile jsonb NOT NULL,
  active boolean NOT NULL,
  admitted_at text NOT NULL,
  admitted_index bigint NOT NULL
);

CREATE TABLE rm_product (
  subject text COLLATE "C" PRIMARY KEY,
  member text COLLATE "C" NOT NULL,
  part_number text NOT NULL,
  revision text NOT NULL,
  vendor_name text NOT NULL,
  form_factor text NOT NULL,
  media text NOT NULL,
  description text,
  gtin text,
  declared_at text NOT NULL,
  log_index bigint NOT NULL
);
CREATE INDEX rm_product_member ON rm_product (member, log_index);

CREATE TABLE rm_lot (
  number integer PRIMARY KEY,
  subject text COLLATE "C" NOT NULL UNIQUE,
  member text COLLATE "C" NOT NULL,
  lot_id text NOT NULL,
  product text COLLATE "C" NOT NULL REFERENCES rm_product (subject),
  count integer NOT NULL,
  root text NOT NULL,
  manifest text NOT NULL,
  made_on text NOT NULL,
  site text,
  status text NOT NULL,
  registered_at text NOT NULL,
  released_at text,
  records_kept boolean NOT NULL,
  touched integer NOT NULL DEFAULT 0,
  packed integer NOT NULL DEFAULT 0,
  sold integer NOT NULL DEFAULT 0,
  log_index bigint NOT NULL
);
CREATE INDEX rm_lot_member ON rm_lot (member, log_index);

-- Grows by every module. The hash index keeps 20 bytes a row where a b-tree on 32 random bytes keeps 70, and random
-- pages of that index are what a registration costs once it no longer fits into memory.
CREATE TABLE rm_module (
  label_id bytea NOT NULL,
  lot_number integer NOT NULL,
  leaf_index integer NOT NULL,
  serial text COLLATE "C" NOT NULL,
  record text NOT NULL,
  activation bytea,
  PRIMARY KEY (lot_number, leaf_index)
);
CREATE INDEX rm_module_label ON rm_module USING hash (label_id);
CREATE INDEX rm_module_serial ON rm_module (serial);

CREATE TABLE rm_thing (
  subject text COLLATE "C" PRIMARY KEY,
  "is" text NOT NULL,
  name text COLLATE "C" NOT NULL,
  holder text COLLATE "C",
  inside text COLLATE "C",
  sold_by text COLLATE "C",
  lot text COLLATE "C",
  lot_number integer,
  leaf_index integer,
  count integer NOT NULL DEFAULT 0,
  modules integer NOT NULL DEFAULT 0,
  offer text,
  disputed boolean NOT NULL DEFAULT false,
  emptied boolean NOT NULL DEFAULT false,
  born_index bigint NOT NULL,
  log_index bigint NOT NULL
);
CREATE INDEX rm_thing_holder ON rm_thing (holder, log_index);
CREATE INDEX rm_thing_inside ON rm_thing (inside);
CREATE INDEX rm_thing_name ON rm_thing (name);
CREATE INDEX rm_thing_lot ON rm_thing (lot);

CREATE TABLE rm_packing (
  item text COLLATE "C" NOT NULL,
  container text COLLATE "C" NOT NULL,
  from_index bigint NOT NULL,
  to_index bigint,
  PRIMARY KEY (item, from_index)
);
CREATE INDEX rm_packing_container ON rm_packing (container, from_index);

CREATE TABLE rm_transfer (
  id text PRIMARY KEY,
  giver text COLLATE "C" NOT NULL,
  receiver text COLLATE "C" NOT NULL,
  status text NOT NULL,
  count integer NOT NULL,
  modules integer NOT NULL,
  consignment text NOT NULL,
  offered_at text NOT NULL,
  expires_at text NOT NULL,
  closed_at text,
  reason text,
  log_index bigint NOT NULL,
  closed_index bigint
);
CREATE INDEX rm_transfer_receiver ON rm_transfer (receiver, status, log_index);
CREATE INDEX rm_transfer_giver ON rm_transfer (giver, log_index);

CREATE TABLE rm_transfer_thing (
  transfer text NOT NULL REFERENCES rm_transfer (id),
  subject text COLLATE "C" NOT NULL,
  PRIMARY KEY (transfer, subject)
);
CREATE INDEX rm_transfer_thing_subject ON rm_transfer_thing (subject);

CREATE TABLE rm_transfer_exception (
  transfer text NOT NULL REFERENCES rm_transfer (id),
  subject text COLLATE "C" NOT NULL,
  path jsonb NOT NULL,
  reason text NOT NULL,
  PRIMARY KEY (transfer, subject)
);

CREATE TABLE operation (
  id uuid PRIMARY KEY,
  member text NOT NULL,
  actor jsonb NOT NULL,
  kind text NOT NULL,
  command jsonb NOT NULL,
  idempotency_key text,
  request_hash text NOT NULL,
  state text NOT NULL,
  result jsonb,
  problem jsonb,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now(),
  UNIQUE (member, idempotency_key)
);
CREATE INDEX operation_state ON operation (state, created_at);
CREATE INDEX operation_member ON operation (member, created_at);

CREATE TABLE operation_event (
  operation uuid NOT NULL REFERENCES operation (id),
  sequence integer NOT NULL,
  event_id text NOT NULL UNIQUE,
  kind text NOT NULL,
  bytes text NOT NULL,
  state text NOT NULL,
  log_index bigint,
  event_hash text,
  time text,
  PRIMARY KEY (operation, sequence)
);

CREATE TABLE release_approval (
  lot text NOT NULL,
  user_id text NOT NULL,
  email text NOT NULL,
  at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (lot, user_id)
);

CREATE TABLE transfer_note (
  transfer text NOT NULL,
  subject text NOT NULL,
  note text NOT NULL,
  PRIMARY KEY (transfer, subject)
);

CREATE TABLE job (
  id uuid PRIMARY KEY,
  member text NOT NULL,
  kind text NOT NULL,
  state text NOT NULL,
  done integer NOT NULL DEFAULT 0,
  total integer,
  input jsonb NOT NULL,
  result jsonb,
  cancel_asked boolean NOT NULL DEFAULT false,
  idempotency_key text,
  request_hash text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  finished_at timestamptz(3),
  UNIQUE (member, idempotency_key)
);
CREATE INDEX job_member ON job (member, created_at);

CREATE TABLE pack_plan (
  lot text NOT NULL,
  sscc text NOT NULL,
  label_id bytea NOT NULL,
  PRIMARY KEY (lot, sscc, label_id)
);

CREATE TABLE sscc_counter (
  member text PRIMARY KEY,
  next bigint NOT NULL DEFAULT 0
);

CREATE TABLE lot_import (
  number integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  lot text COLLATE "C" NOT NULL,
  job uuid NOT NULL UNIQUE,
  manifest text,
  printable boolean NOT NULL DEFAULT false,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX lot_import_lot ON lot_import (lot);

CREATE TABLE hosted_member (
  member text PRIMARY KEY
);
