-- What waits for a giver is asked at every look at the overview, and must not be answered by reading all of its transfers.
CREATE INDEX rm_thing_disputed ON rm_thing (holder) WHERE disputed;
CREATE INDEX rm_transfer_exception_subject ON rm_transfer_exception (subject);
CREATE INDEX rm_transfer_offered ON rm_transfer (giver) WHERE status = 'offered';
