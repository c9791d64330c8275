import "server-only";

/** From an API key to the organisation that owns it and what it may do. */
import { defaultKeyHasher } from "@better-auth/api-key";
import { type Actor, SCOPES, type Scope } from "../../usecases/actor.ts";
import { pool } from "../pool.ts";

/** The library keeps permissions by resource; ours have one. */
export const SCOPE_RESOURCE = "truelane";
const LONGEST_KEY = 200;

type KeyRow = { id: string; permissions: string | null; slug: string };

/**
 * Undefined for a key that is unknown, expired, switched off, or whose organisation is gone. Throws when the database does not
 * answer: the library's own check would call a good key unknown then. Prepared SQL, since every API request begins here.
 */
export async function actorOfKey(key: string): Promise<Extract<Actor, { by: "key" }> | undefined> {
  if (key.length > LONGEST_KEY) return undefined;
  const { rows } = await pool().query<KeyRow>({
    name: "sign-in-key",
    text: `SELECT k.id, k.permissions, o.slug FROM sign_in_api_key k JOIN sign_in_organization o ON o.id = k.reference_id
           WHERE k.key = $1 AND k.enabled AND (k.expires_at IS NULL OR k.expires_at > now())`,
    values: [await defaultKeyHasher(key)],
  });
  const [row] = rows;
  if (!row) return undefined;
  await noteUse(row.id);
  const scopes = scopesOf(row.permissions ? JSON.parse(row.permissions) : null);
  return { by: "key", member: row.slug, keyId: row.id, scopes };
}

const NOTED_MS = 60_000;
const noted = new Map<string, number>();

/** When a key was last used, to the minute: enough to find the ones that nobody needs any more. */
async function noteUse(id: string): Promise<void> {
  if (Date.now() - (noted.get(id) ?? 0) < NOTED_MS) return;
  noted.set(id, Date.now());
  await pool().query("UPDATE sign_in_api_key SET last_request = now() WHERE id = $1", [id]);
}

export function scopesOf(
  permissions: Readonly<Record<string, readonly string[]>> | null | undefined,
): readonly Scope[] {
  const granted = new Set(permissions?.[SCOPE_RESOURCE] ?? []);
  return SCOPES.filter((scope) => granted.has(scope));
}
