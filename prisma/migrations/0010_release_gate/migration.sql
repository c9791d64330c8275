-- What the factory gate found in the dumps of a lot file, one row a rule, and why somebody released the lot all the same.
-- Primary data beside the ledger, in every backup; findings go with an import that registered nothing.

CREATE TABLE lot_gate_finding (
  number integer NOT NULL REFERENCES lot_import (number) ON DELETE CASCADE,
  rule text NOT NULL,
  severity text NOT NULL,
  count integer NOT NULL,
  samples jsonb NOT NULL,
  PRIMARY KEY (number, rule)
);
CREATE TABLE release_override (
  lot text COLLATE "C" NOT NULL,
  who text NOT NULL,
  reason text NOT NULL,
  at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (lot, who)
);
