-- The event of such a transaction keeps its place in the log and changes nothing. Those that were kept before this have changed states.
ALTER TABLE fabric_endorsement_fault ADD COLUMN voids boolean NOT NULL DEFAULT false;
