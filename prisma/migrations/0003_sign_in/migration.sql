-- Sign-in: people, their sessions, the organisations that they sit in, API keys. Primary data, in every backup.
-- Column names and meanings are those of prisma/schema.prisma; the ids are made by the sign-in library.

CREATE TABLE sign_in_user (
  id text PRIMARY KEY,
  name text NOT NULL,
  email text NOT NULL UNIQUE CHECK (email = lower(email)),
  email_verified boolean NOT NULL DEFAULT false,
  image text,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now()
);

CREATE TABLE sign_in_organization (
  id text PRIMARY KEY,
  name text NOT NULL,
  slug text NOT NULL UNIQUE,
  logo text,
  metadata text,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3)
);

CREATE TABLE sign_in_session (
  id text PRIMARY KEY,
  token text NOT NULL UNIQUE,
  user_id text NOT NULL REFERENCES sign_in_user (id) ON DELETE CASCADE,
  expires_at timestamptz(3) NOT NULL,
  ip_address text,
  user_agent text,
  active_organization_id text,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX sign_in_session_user ON sign_in_session (user_id);

-- A session that is used again and again is prolonged by 30 minutes each time; 12 hours after sign-in it ends all the same.
CREATE FUNCTION sign_in_session_limit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.expires_at := least(NEW.expires_at, NEW.created_at + interval '12 hours');
  RETURN NEW;
END $$;
CREATE TRIGGER sign_in_session_limit BEFORE INSERT OR UPDATE ON sign_in_session
  FOR EACH ROW EXECUTE FUNCTION sign_in_session_limit();

CREATE TABLE sign_in_account (
  id text PRIMARY KEY,
  account_id text NOT NULL,
  provider_id text NOT NULL,
  user_id text NOT NULL REFERENCES sign_in_user (id) ON DELETE CASCADE,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz(3),
  refresh_token_expires_at timestamptz(3),
  scope text,
  password text,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX sign_in_account_user ON sign_in_account (user_id);

CREATE TABLE sign_in_verification (
  id text PRIMARY KEY,
  identifier text NOT NULL,
  value text NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX sign_in_verification_identifier ON sign_in_verification (identifier);

CREATE TABLE sign_in_seat (
  id text PRIMARY KEY,
  organization_id text NOT NULL REFERENCES sign_in_organization (id) ON DELETE CASCADE,
  user_id text NOT NULL REFERENCES sign_in_user (id) ON DELETE CASCADE,
  role text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  UNIQUE (organization_id, user_id)
);
CREATE INDEX sign_in_seat_user ON sign_in_seat (user_id);

CREATE TABLE sign_in_invitation (
  id text PRIMARY KEY,
  organization_id text NOT NULL REFERENCES sign_in_organization (id) ON DELETE CASCADE,
  email text NOT NULL,
  role text,
  status text NOT NULL DEFAULT 'pending',
  expires_at timestamptz(3) NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  inviter_id text NOT NULL REFERENCES sign_in_user (id) ON DELETE CASCADE
);
CREATE INDEX sign_in_invitation_organization ON sign_in_invitation (organization_id);
CREATE INDEX sign_in_invitation_email ON sign_in_invitation (email);

CREATE TABLE sign_in_api_key (
  id text PRIMARY KEY,
  config_id text NOT NULL DEFAULT 'default',
  name text,
  start text,
  reference_id text NOT NULL,
  prefix text,
  key text NOT NULL UNIQUE,
  refill_interval integer,
  refill_amount integer,
  last_refill_at timestamptz(3),
  enabled boolean DEFAULT true,
  rate_limit_enabled boolean DEFAULT true,
  rate_limit_time_window integer,
  rate_limit_max integer,
  request_count integer DEFAULT 0,
  remaining integer,
  last_request timestamptz(3),
  expires_at timestamptz(3),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now(),
  permissions text,
  metadata text
);
CREATE INDEX sign_in_api_key_reference ON sign_in_api_key (reference_id);

CREATE TABLE sign_in_rate_limit (
  id text PRIMARY KEY,
  key text NOT NULL UNIQUE,
  count integer NOT NULL,
  last_request bigint NOT NULL
);

-- Allowances that are counted by account: rate-limiter-flexible's own columns.
CREATE TABLE sign_in_attempt (
  key varchar(255) PRIMARY KEY,
  points integer NOT NULL DEFAULT 0,
  expire bigint
);
