-- When the person behind a session last showed that it is them: by signing in, or by passkey or password since. Acts that an
-- open browser must not be enough for look at it (lib/usecases/confirmed-acts.ts).
ALTER TABLE sign_in_session ADD COLUMN confirmed_at timestamptz(3);
UPDATE sign_in_session SET confirmed_at = created_at;
ALTER TABLE sign_in_session ALTER COLUMN confirmed_at SET NOT NULL;
