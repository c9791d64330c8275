-- Which blocks changed the configuration: those after them are checked against it. The first block always does.
ALTER TABLE fabric_block ADD COLUMN configures boolean NOT NULL DEFAULT false;

-- Transactions that a block calls valid although too few organisations endorsed them: a peer, or its policy, is not what it should be.
CREATE TABLE fabric_endorsement_fault (
  block bigint NOT NULL,
  transaction text NOT NULL,
  detail text NOT NULL,
  PRIMARY KEY (block, transaction)
);
