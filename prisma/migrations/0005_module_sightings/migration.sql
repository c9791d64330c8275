-- Which organisation saw which module, for modules that are in two places at once: digest, module, organisation and time, no more.
-- Application data; rows older than the longest question asked of them are deleted.

CREATE TABLE module_sighting (
  module text NOT NULL,
  organisation text NOT NULL,
  digest text NOT NULL DEFAULT '',
  seen_at timestamptz(3) NOT NULL,
  PRIMARY KEY (module, organisation, digest)
);
CREATE INDEX module_sighting_seen_at ON module_sighting (seen_at);
