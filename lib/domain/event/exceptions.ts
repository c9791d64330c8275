/** What was not accepted of a transfer: each exception names the way down from an offered thing to the one that is missing. */
import { ok, type Result } from "../result.ts";
import type { Subject, TransferException } from "./event.ts";
import { no } from "./no.ts";
import type { Refusal } from "./refusal.ts";
import type { States } from "./state.ts";
import { lightened, type Thing } from "./things.ts";

export function exceptedThing({ path }: TransferException): Subject | undefined {
  return path.at(-1);
}

/** The container that it leaves; none for an offered thing itself. */
export function directParent({ path }: TransferException): Subject | undefined {
  return path.at(-2);
}

export function isNested({ path }: TransferException): boolean {
  return path.length > 1;
}

/** Each thing of the way is directly inside the one before it, and nothing above the last goes back to the giver itself. */
export function pathRefusal(
  path: readonly Subject[],
  except: readonly TransferException[],
  states: States,
): Refusal | undefined {
  for (const [at, container] of path.slice(0, -1).entries()) {
    if (except.some((one) => exceptedThing(one) === container))
      return no("exception-invalid", container, "is itself excepted, with everything in it").error;
    const inside = path[at + 1] ?? "";
    const state = states.get(inside);
    const custody = state?.is === "module" || state?.is === "container" ? state.custody : undefined;
    if (custody?.at !== "inside" || custody.container !== container)
      return no("exception-invalid", inside, `is not inside ${container}`).error;
  }
  return undefined;
}

/** The container less the things that stay behind. */
export function withoutChildren(subject: Subject, parent: Thing, missing: number): Result<Thing, Refusal> {
  if (parent.is === "container" && missing <= parent.count) return ok(lightened(parent, missing));
  return no("exception-invalid", subject, `does not hold ${missing} things`);
}
