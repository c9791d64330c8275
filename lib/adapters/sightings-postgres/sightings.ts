/** Sightings in one table; a module that is looked at every day is one row an organisation. */
import type { Pool } from "pg";
import type { Clock } from "../../ports/clock.ts";
import type { SeenElsewhere, Sightings } from "../../ports/module-records.ts";
import { forEverybody, forMember } from "../for-member.ts";

/** Twice as long as a sighting counts. */
const KEEP_DAYS = 180;

export function openSightings(pool: Pool, clock: Clock): Sightings {
  return {
    async note(organisation, seen) {
      if (seen.length === 0) return;
      const unique = new Map(seen.map((one) => [`${one.module} ${one.digest}`, one]));
      const values = [...unique.values()];
      await forMember(pool, organisation, (db) =>
        db.query(
          `INSERT INTO module_sighting (module, organisation, digest, seen_at)
           SELECT module, $1, digest, $4 FROM unnest($2::text[], $3::text[]) AS seen(module, digest)
           ON CONFLICT (module, organisation, digest) DO UPDATE SET seen_at = greatest(module_sighting.seen_at, excluded.seen_at)`,
          [organisation, values.map(({ module }) => module), values.map(({ digest }) => digest), clock.now()],
        ),
      );
      // Old ones go whosever they are.
      await forEverybody(pool, (db) =>
        db.query("DELETE FROM module_sighting WHERE seen_at < $1::timestamptz - make_interval(days => $2)", [
          clock.now(),
          KEEP_DAYS,
        ]),
      );
    },
    async elsewhere(organisation, modules, since) {
      if (modules.length === 0) return new Map();
      // Of others it is told when and what, never who.
      const { rows } = await forEverybody(pool, (db) =>
        db.query<{ module: string; digest: string; seen_at: Date }>(
          `SELECT module, digest, seen_at FROM module_sighting
           WHERE module = ANY($1) AND organisation <> $2 AND seen_at >= $3 ORDER BY seen_at DESC`,
          [modules, organisation, since],
        ),
      );
      const found = new Map<string, SeenElsewhere[]>();
      for (const { module, digest, seen_at } of rows)
        found.set(module, [...(found.get(module) ?? []), { digest, at: seen_at.toISOString() }]);
      return found;
    },
  };
}
