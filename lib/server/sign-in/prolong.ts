import "server-only";

/** Half an hour without a request ends a session. Kept in the row, since a page that is only read cannot set a cookie. */
import { pool } from "../pool.ts";

const IDLE_MS = 30 * 60_000;
/** Written at most once a minute. */
const GRAIN_MS = 60_000;

/** When a session that is used now ends, if it is not used again. */
export function idleEnd(): Date {
  return new Date(Date.now() + IDLE_MS);
}

/** Notes that the session was used. One that has ended or was revoked meanwhile stays so. */
export async function prolong(session: { readonly id: string; readonly expiresAt: Date }): Promise<void> {
  if (session.expiresAt.getTime() - Date.now() > IDLE_MS - GRAIN_MS) return;
  await pool().query(
    "UPDATE sign_in_session SET expires_at = $2, updated_at = now() WHERE id = $1 AND expires_at > now()",
    [session.id, idleEnd()],
  );
}
