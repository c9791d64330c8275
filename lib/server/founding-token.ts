import "server-only";

/** The one-time token that lets the first visitor of an empty installation found the network. */
import { createHash, timingSafeEqual } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { forEverybody } from "../adapters/for-member.ts";
import { env } from "./env.ts";
import { pool } from "./pool.ts";
import { ensureSecretFile, readSecretFile } from "./secret-file.ts";

function tokenFile(): string {
  return join(env().dataDir, "secrets", "founding-token");
}

/** The token of this installation, made at first use. Undefined once the network is founded and somebody can sign in. */
export async function openFoundingToken(): Promise<string | undefined> {
  if (await isFounded()) return undefined;
  return ensureSecretFile(tokenFile());
}

/** True where the ledger has a history, nobody sits here and nothing was ever asked for here: somebody else's network, to be joined. */
export async function isFoundedElsewhere(): Promise<boolean> {
  const { rows } = await forEverybody(pool(), (db) =>
    db.query<{ elsewhere: boolean }>(
      `SELECT EXISTS (SELECT FROM ledger_entry) AND NOT EXISTS (SELECT FROM operation)
         AND NOT EXISTS (SELECT FROM sign_in_seat) AS elsewhere`,
    ),
  );
  return rows[0]?.elsewhere ?? false;
}

/** True while `token` is the one that was printed and nobody has used it to the end. */
export function checkToken(token: string): boolean {
  const right = readSecretFile(tokenFile());
  if (!right) return false;
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(token), digest(right));
}

/** After the founding: the token is worth nothing any more. */
export function spendToken(): void {
  rmSync(tokenFile(), { force: true });
}

/** Founded = somebody sits in an organisation here. A founding that was cut off before that can be repeated. */
export async function isFounded(): Promise<boolean> {
  const { rows } = await pool().query<{ founded: boolean }>("SELECT EXISTS (SELECT 1 FROM sign_in_seat) AS founded");
  return rows[0]?.founded ?? false;
}
