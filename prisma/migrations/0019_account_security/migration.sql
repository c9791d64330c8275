-- Passkeys and second factors of people. Primary data, in every backup: a restored installation takes the same ones.
-- Column names and meanings are those of prisma/schema.prisma; the ids are made by the sign-in library.

ALTER TABLE sign_in_user ADD COLUMN two_factor_enabled boolean NOT NULL DEFAULT false;

-- Public keys only: the secret half never leaves the authenticator.
CREATE TABLE sign_in_passkey (
  id text PRIMARY KEY,
  name text,
  public_key text NOT NULL,
  user_id text NOT NULL REFERENCES sign_in_user (id) ON DELETE CASCADE,
  credential_id text NOT NULL UNIQUE,
  counter bigint NOT NULL,
  device_type text NOT NULL,
  backed_up boolean NOT NULL,
  transports text,
  aaguid text,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX sign_in_passkey_user ON sign_in_passkey (user_id);

-- `secret` and `backup_codes` are encrypted with the key of the sessions, DATA_DIR/secrets/session-key.
CREATE TABLE sign_in_second_factor (
  id text PRIMARY KEY,
  secret text NOT NULL,
  backup_codes text NOT NULL,
  user_id text NOT NULL UNIQUE REFERENCES sign_in_user (id) ON DELETE CASCADE,
  verified boolean NOT NULL DEFAULT false,
  failed_verification_count integer NOT NULL DEFAULT 0,
  locked_until timestamptz(3)
);
