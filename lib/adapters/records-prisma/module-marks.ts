/** What stands against a module, or was done to it, besides where it is: from the rule book's own states. */
import type { Pool } from "pg";
import type { Hash } from "../../domain/event/event.ts";
import { recallsOfLeaf } from "../../domain/event/recalls.ts";
import type { SubjectState } from "../../domain/event/state.ts";
import { moduleSubject } from "../../domain/event/subject.ts";
import type { ModuleMarks, ModuleRow } from "../../usecases/queries.ts";

/** @param module its first label, its lot and its place there; a module without an event of its own has its lot's recalls only */
export async function moduleMarks(
  pool: Pool,
  { labelId, lot, index }: Pick<ModuleRow, "lot" | "index"> & { readonly labelId: Hash },
): Promise<ModuleMarks> {
  const subject = moduleSubject(labelId);
  const { rows } = await pool.query<{ subject: string; state: string }>(
    "SELECT subject, state FROM rm_subject_state WHERE subject = ANY($1)",
    [[subject, lot]],
  );
  // Our own projection wrote them.
  const states = new Map(rows.map((row) => [row.subject, JSON.parse(row.state) as SubjectState]));
  const found = states.get(subject);
  const state = found?.is === "module" ? found : undefined;
  return {
    recalls: [...(state?.recalls ?? []), ...recallsOfLeaf(states.get(lot), index)],
    stolen: state?.stolen ?? null,
    scrapped: state?.scrapped ? { at: state.scrapped.at, destroyed: state.scrapped.destroyed } : null,
    installed: state?.installed ?? null,
    recode: state?.recode ? { hostCoding: state.recode.hostCoding, by: state.recode.by, at: state.recode.at } : null,
    activated: state?.activated?.at ?? null,
  };
}
