/** Which things may move, by the rule book's own reasons. */
import type { Pool } from "pg";
import type { Subject } from "../../domain/event/event.ts";
import type { States, SubjectState } from "../../domain/event/state.ts";
import { labelSubject } from "../../domain/event/subject.ts";
import { obstacleOf } from "../../domain/event/things.ts";
import type { ThingRow, ThingStanding } from "../../usecases/queries.ts";

/** @param things modules without an event of their own too: they stand as their lot does */
export async function standingsOf(
  pool: Pool,
  things: readonly ThingRow[],
): Promise<ReadonlyMap<Subject, ThingStanding>> {
  const states = await statesOf(
    pool,
    things.flatMap((thing) => (thing.is === "module" ? [thing.subject, thing.lot] : [thing.subject])),
  );
  const labels = await statesOf(
    pool,
    things.flatMap((thing) => currentLabel(thing, states) ?? []),
  );
  return new Map(
    things.map((thing) => {
      const label = labels.get(currentLabel(thing, states) ?? "");
      const labelVoid = label?.is === "label" && label.status === "void";
      return [thing.subject, { obstacle: obstacle(thing, states), labelVoid }];
    }),
  );
}

function obstacle(thing: ThingRow, states: States): ThingStanding["obstacle"] {
  const state = states.get(thing.subject);
  if (thing.is === "container") return state?.is === "container" ? (obstacleOf(state, undefined)?.code ?? null) : null;
  const module = state?.is === "module" ? state : ({ is: "module", index: thing.index } as const);
  // The ledger's rule reads the lot at the birth only; the verbs read it every time.
  return obstacleOf(module, states.get(thing.lot))?.code ?? null;
}

function currentLabel(thing: ThingRow, states: States): Subject | undefined {
  if (thing.is === "container") return undefined;
  const state = states.get(thing.subject);
  return labelSubject((state?.is === "module" && state.label) || thing.labelId);
}

async function statesOf(pool: Pool, subjects: readonly Subject[]): Promise<States> {
  const { rows } = await pool.query<{ subject: Subject; state: string }>({
    name: "rm-states-of-things",
    text: "SELECT subject, state FROM rm_subject_state WHERE subject = ANY($1)",
    values: [subjects],
  });
  // Our own projection wrote them.
  return new Map(rows.map(({ subject, state }) => [subject, JSON.parse(state) as SubjectState]));
}
