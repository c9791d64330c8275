import "server-only";

/** What activation needs beside the records: a journal to ask through, limits that all processes share, numbers that are fresh. */
import { createHmac } from "node:crypto";
import { join } from "node:path";
import type { Pool } from "pg";
import { openAttempts } from "../adapters/attempts-postgres/attempts.ts";
import { activationLimits, NO_ACTIVATION_LIMITS } from "../usecases/activation-limits.ts";
import { freshNumbers } from "../usecases/fresh-numbers.ts";
import { recentBuyers } from "../usecases/recent-buyers.ts";
import { submitCommand } from "../usecases/submit-command.ts";
import { systemClock } from "./clock.ts";
import type { Env } from "./env.ts";
import type { PublicDeps } from "./public-routes.ts";
import { systemRandom } from "./random.ts";
import { networkOf } from "./scan-limits.ts";
import { ensureSecretFile } from "./secret-file.ts";
import { writeJournal } from "./write-journal.ts";

type Parts = Pick<PublicDeps, "submit" | "numbers" | "activationLimits" | "recentBuyers" | "askerMark">;

export function activationDeps({ dataDir, rateLimits }: Pick<Env, "dataDir" | "rateLimits">, pool: Pool): Parts {
  const secret = ensureSecretFile(join(dataDir, "secrets", "fresh-numbers"));
  const numbers = freshNumbers(secret, Date.now);
  return {
    numbers,
    activationLimits: rateLimits ? activationLimits(openAttempts(pool), numbers) : NO_ACTIVATION_LIMITS,
    recentBuyers: recentBuyers(Date.now),
    askerMark: (ip) => createHmac("sha256", secret).update(networkOf(ip)).digest("hex").slice(0, 32),
    // The journal is opened when the first buyer claims.
    submit: (actor, command, options) =>
      submitCommand({ journal: writeJournal(), clock: systemClock, random: systemRandom }, actor, command, options),
  };
}
