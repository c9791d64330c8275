-- What happened to the paper: application data, not a fold of the ledger. Label ids only; codes are in the print packs alone.

-- The work order of a lot's body labels: open until printed = applied + voided was declared.
CREATE TABLE label_order (
  lot text COLLATE "C" PRIMARY KEY,
  member text COLLATE "C" NOT NULL,
  quota integer NOT NULL CHECK (quota > 0),
  opened_by text NOT NULL,
  opened_at timestamptz(3) NOT NULL DEFAULT now(),
  closed_by text,
  closed_at timestamptz(3)
);
CREATE INDEX label_order_open ON label_order (member) WHERE closed_at IS NULL;

-- Files that were handed out; finished once the last byte was.
CREATE TABLE label_print (
  id uuid PRIMARY KEY,
  lot text COLLATE "C" NOT NULL,
  label text NOT NULL,
  labels integer NOT NULL CHECK (labels > 0),
  asked_by text NOT NULL,
  at timestamptz(3) NOT NULL DEFAULT now(),
  finished_at timestamptz(3)
);
CREATE INDEX label_print_lot ON label_print (lot, at);

-- Labels on paper that were thrown away while their codes stay good: torn, misfed, printed twice.
CREATE TABLE label_spoiled (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  lot text COLLATE "C" NOT NULL,
  labels integer NOT NULL CHECK (labels > 0),
  reason text NOT NULL,
  noted_by text NOT NULL,
  at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX label_spoiled_lot ON label_spoiled (lot);

-- Labels that were scanned back from their modules.
CREATE TABLE label_applied (
  lot text COLLATE "C" NOT NULL,
  label_id text COLLATE "C" NOT NULL,
  noted_by text NOT NULL,
  at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (lot, label_id)
);
