-- What befalls labels, lots and modules beside custody. Folds of the ledger like the other rm_* tables; no entry of a ledger
-- that an earlier version projected is of a kind that makes such rows.

-- Only labels that something happened to; all others are their lot's first labels, and current.
CREATE TABLE rm_label (
  label_id text COLLATE "C" PRIMARY KEY,
  module text COLLATE "C" NOT NULL,
  lot text COLLATE "C" NOT NULL,
  status text NOT NULL,
  reason text,
  replaced_by text COLLATE "C",
  at text NOT NULL,
  log_index bigint NOT NULL
);
CREATE INDEX rm_label_module ON rm_label (module, log_index);
CREATE INDEX rm_label_lot ON rm_label (lot, log_index);

CREATE TABLE rm_label_key (
  subject text COLLATE "C" PRIMARY KEY,
  member text COLLATE "C" NOT NULL,
  kid text COLLATE "C" NOT NULL,
  algorithm text NOT NULL,
  public_key text NOT NULL,
  not_before text NOT NULL,
  not_after text NOT NULL,
  quota bigint NOT NULL,
  issued bigint NOT NULL,
  declared_at text NOT NULL,
  declared_index bigint NOT NULL,
  revoked_at text,
  revoked_reason text,
  revoked_index bigint
);
CREATE INDEX rm_label_key_member ON rm_label_key (member, declared_index);
CREATE INDEX rm_label_key_kid ON rm_label_key (kid);

-- Of a lot, of some places in it (leaves), or of one module; open while lifted_at is null.
CREATE TABLE rm_recall (
  target text COLLATE "C" NOT NULL,
  recall text NOT NULL,
  lot text COLLATE "C" NOT NULL,
  maker text COLLATE "C" NOT NULL,
  leaves jsonb,
  reason text NOT NULL,
  at text NOT NULL,
  log_index bigint NOT NULL,
  lifted_at text,
  lifted_by text,
  lifted_reason text,
  lifted_index bigint,
  PRIMARY KEY (target, recall)
);
CREATE INDEX rm_recall_lot ON rm_recall (lot, log_index);
CREATE INDEX rm_recall_maker ON rm_recall (maker, log_index);

ALTER TABLE rm_lot ADD COLUMN label_key text COLLATE "C";

-- Current facts of a thing: of a module all of them, of a container only the theft.
ALTER TABLE rm_thing
  ADD COLUMN label text COLLATE "C",
  ADD COLUMN activated_at text,
  ADD COLUMN buyer_key text,
  ADD COLUMN region text,
  ADD COLUMN stolen_at text,
  ADD COLUMN scrapped_at text,
  ADD COLUMN destroyed boolean NOT NULL DEFAULT false,
  ADD COLUMN installed_at text,
  ADD COLUMN coded_for text;
