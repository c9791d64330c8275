-- Activation by the covered secret: whoever uncovered it knows the public key only, so modules are found by it.

-- Only modules with a covered code are in it; most lots have none.
CREATE INDEX rm_module_activation ON rm_module USING hash (activation) WHERE activation IS NOT NULL;
-- The key of a replacement's covered code lies in no lot: it is in the state of the few modules whose label was replaced.
CREATE INDEX rm_state_activation ON rm_subject_state ((state::jsonb ->> 'activation'))
  WHERE subject LIKE 'module/%' AND state LIKE '%"label":%';

-- How often somebody tried, until when it counts. `who`: a hash of a unit or of a network, no address.
CREATE TABLE activation_attempt (
  who text COLLATE "C" PRIMARY KEY,
  count integer NOT NULL,
  ends_at timestamptz(3) NOT NULL
);
CREATE INDEX activation_attempt_ends ON activation_attempt (ends_at);
