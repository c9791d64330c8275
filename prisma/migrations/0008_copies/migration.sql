-- Scans, what the rules found in them, and what people made of it. Application data, off the ledger.
-- Raw scans are deleted after 30 days; no address is in them, only the network that it lies in.

-- One session of one device with one label. `visitor`: a pseudonym for this label and these days alone.
CREATE TABLE scan_visit (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  label_id bytea NOT NULL,
  visitor bytea NOT NULL,
  -- how many visitors this label had with this one
  number integer NOT NULL,
  first_at timestamptz(3) NOT NULL,
  last_at timestamptz(3) NOT NULL,
  requests integer NOT NULL DEFAULT 1,
  -- IPv4 /24 or IPv6 /48
  network text NOT NULL,
  country text,
  region text,
  -- to half a degree
  latitude real,
  longitude real,
  within_km integer,
  -- whose person was signed in; null for strangers
  member text
);
CREATE INDEX scan_visit_label ON scan_visit (label_id, visitor, first_at);
CREATE INDEX scan_visit_last ON scan_visit (last_at);

-- What stays when the visits are gone: since when, and how many. No person can be told from it.
CREATE TABLE scan_label (
  label_id bytea PRIMARY KEY,
  -- by a stranger; null while only the members' own people looked
  first_at timestamptz(3),
  first_country text,
  first_region text,
  visitors integer NOT NULL DEFAULT 0,
  last_at timestamptz(3) NOT NULL,
  -- the rules have not looked at it since
  unjudged boolean NOT NULL DEFAULT true
);
CREATE INDEX scan_label_unjudged ON scan_label (last_at) WHERE unjudged;

-- Codes that exist and codes that do not, by network and ten minutes.
CREATE TABLE scan_tally (
  network text NOT NULL,
  since timestamptz(3) NOT NULL,
  known integer NOT NULL DEFAULT 0,
  unknown integer NOT NULL DEFAULT 0,
  PRIMARY KEY (network, since)
);

-- Scans that were answered and not recorded: the queue was full, or the database was away.
CREATE TABLE scan_lost (
  day date PRIMARY KEY,
  lost bigint NOT NULL DEFAULT 0
);

-- Networks from which people of a member signed in: who looks a label up from there is no stranger.
CREATE TABLE member_network (
  member text COLLATE "C" NOT NULL,
  network text NOT NULL,
  seen_at timestamptz(3) NOT NULL,
  PRIMARY KEY (member, network)
);

-- Where a member says that it works: ISO 3166-1 alpha-2.
CREATE TABLE member_country (
  member text COLLATE "C" NOT NULL,
  country text NOT NULL,
  PRIMARY KEY (member, country)
);

-- What a member counted on its shelves. Its word alone, and no event.
CREATE TABLE stock_count (
  id uuid PRIMARY KEY,
  member text COLLATE "C" NOT NULL,
  counted_at timestamptz(3) NOT NULL,
  items integer NOT NULL,
  uploaded_by text NOT NULL,
  uploaded_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX stock_count_member ON stock_count (member, counted_at);
CREATE TABLE stock_count_item (
  count_id uuid NOT NULL REFERENCES stock_count (id) ON DELETE CASCADE,
  label_id bytea NOT NULL,
  PRIMARY KEY (count_id, label_id)
);
CREATE INDEX stock_count_item_label ON stock_count_item (label_id);

-- Facts that need a person. Never deleted; `subject`: label id, lot, code or network.
CREATE TABLE alert (
  id uuid PRIMARY KEY,
  number text NOT NULL UNIQUE,
  class text NOT NULL,
  severity text NOT NULL CHECK (severity IN ('notice', 'high', 'lot')),
  subject_kind text NOT NULL CHECK (subject_kind IN ('unit', 'lot', 'code', 'network')),
  subject text COLLATE "C" NOT NULL,
  label_id bytea,
  owner_member text COLLATE "C" NOT NULL CHECK (owner_member <> ''),
  owner_name text NOT NULL CHECK (owner_name <> ''),
  recipients text[] NOT NULL DEFAULT '{}',
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'acknowledged', 'investigating', 'closed')),
  -- facts that cannot all be true, as the rule stated them; null for a person's report
  contradiction jsonb,
  evidence text[] NOT NULL DEFAULT '{}',
  -- what a person reported: which field, words, place, contact, photo
  report jsonb,
  hold boolean NOT NULL DEFAULT false,
  opened_at timestamptz(3) NOT NULL,
  deadline_at timestamptz(3) NOT NULL,
  acted_at timestamptz(3),
  root_cause text,
  outcome text CHECK (outcome IN ('false-alarm', 'explained', 'confirmed', 'undetermined')),
  case_id uuid,
  closed_at timestamptz(3),
  closed_by text,
  CHECK ((state = 'closed') = (closed_at IS NOT NULL)),
  CHECK (state <> 'closed' OR (root_cause IS NOT NULL AND outcome IS NOT NULL AND closed_by IS NOT NULL))
);
-- One rule has one open alert about one thing; what a person reports stands for itself.
CREATE UNIQUE INDEX alert_open ON alert (class, subject) WHERE state <> 'closed' AND class <> 'report';
CREATE INDEX alert_owner ON alert (owner_member, state, deadline_at);
CREATE INDEX alert_recipients ON alert USING gin (recipients);
CREATE INDEX alert_label ON alert (label_id) WHERE label_id IS NOT NULL;
CREATE SEQUENCE alert_number;

-- A decision with evidence, taken by two people of the brand owner.
CREATE TABLE alert_case (
  id uuid PRIMARY KEY,
  number text NOT NULL UNIQUE,
  title text NOT NULL,
  owner_member text COLLATE "C" NOT NULL CHECK (owner_member <> ''),
  owner_name text NOT NULL CHECK (owner_name <> ''),
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'confirmed', 'closed')),
  finding text CHECK (finding IN ('counterfeit', 'stolen', 'diverted')),
  opened_at timestamptz(3) NOT NULL,
  deadline_at timestamptz(3) NOT NULL,
  confirmed_at timestamptz(3),
  partners_told_at timestamptz(3),
  root_cause text,
  outcome text CHECK (outcome IN ('false-alarm', 'explained', 'confirmed', 'undetermined')),
  closed_at timestamptz(3),
  closed_by text,
  CHECK ((state = 'closed') = (closed_at IS NOT NULL))
);
CREATE INDEX alert_case_owner ON alert_case (owner_member, state, deadline_at);
CREATE SEQUENCE case_number;

CREATE TABLE case_label (
  case_id uuid NOT NULL REFERENCES alert_case (id),
  label_id bytea NOT NULL,
  PRIMARY KEY (case_id, label_id)
);
CREATE INDEX case_label_label ON case_label (label_id);

-- Who decided what; a confirmation counts from the second person on, and so does taking it back.
CREATE TABLE case_decision (
  case_id uuid NOT NULL REFERENCES alert_case (id),
  round integer NOT NULL,
  decision text NOT NULL CHECK (decision IN ('confirm', 'clear')),
  finding text,
  user_id text NOT NULL,
  name text NOT NULL,
  at timestamptz(3) NOT NULL,
  PRIMARY KEY (case_id, round, decision, user_id)
);

-- What all parties said, about an alert or a case. Nothing in it changes.
CREATE TABLE alert_message (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  alert_id uuid REFERENCES alert (id),
  case_id uuid REFERENCES alert_case (id),
  at timestamptz(3) NOT NULL,
  -- a member, or nobody of the network
  member text COLLATE "C",
  author text NOT NULL,
  what text NOT NULL,
  text text NOT NULL,
  CHECK ((alert_id IS NULL) <> (case_id IS NULL))
);
CREATE INDEX alert_message_alert ON alert_message (alert_id, id);
CREATE INDEX alert_message_case ON alert_message (case_id, id);
CREATE FUNCTION alert_message_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'messages of alerts are only added';
END $$;
CREATE TRIGGER alert_message_stays BEFORE UPDATE OR DELETE ON alert_message
  FOR EACH ROW EXECUTE FUNCTION alert_message_stays();

-- A partner without an account reads one alert through a link; only the hash of its token is here.
CREATE TABLE alert_link (
  token_hash bytea PRIMARY KEY,
  alert_id uuid NOT NULL REFERENCES alert (id),
  mail text NOT NULL,
  made_by text NOT NULL,
  made_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL
);

-- Labels about which the scan page has something to say; `changed_at` lets every process follow along.
CREATE TABLE label_warning (
  label_id bytea PRIMARY KEY,
  live boolean NOT NULL,
  changed_at timestamptz(3) NOT NULL
);
CREATE INDEX label_warning_changed ON label_warning (changed_at);
