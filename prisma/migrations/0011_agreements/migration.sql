-- A person's word for its member on what another member wants to do: lifting a recall. Application data, in every backup.
CREATE TABLE member_agreement (
  what text NOT NULL,
  member text NOT NULL,
  user_id text NOT NULL,
  email text NOT NULL,
  at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (what, member)
);
CREATE INDEX rm_event_hash ON rm_event (event_hash);
