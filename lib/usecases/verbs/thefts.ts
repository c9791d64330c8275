/** A holder reports things stolen, and that they were found again; whether they lie loose or in a carton. */
import { ok, type Result } from "../../domain/result.ts";
import type { Desk } from "../desk.ts";
import type { Problem } from "../operation.ts";
import { byPerson, type Made, type Verb } from "../verb.ts";
import { byPlace } from "./places.ts";
import { sealedAs } from "./sealed.ts";

export const reportStolen: Verb<"report-stolen"> = ({ items, reference }, desk) =>
  report("reported-stolen", items, desk, reference);

export const reportRecovered: Verb<"report-recovered"> = ({ items }, desk) => report("recovered", items, desk);

async function report(
  kind: "reported-stolen" | "recovered",
  items: readonly string[],
  desk: Desk,
  reference?: string,
): Promise<Result<Made, Problem>> {
  const resolved = await desk.resolve(items, "/items");
  if (!resolved.ok) return resolved;
  const seal = sealedAs({ reference }, desk);
  for (const { contents, ...place } of await byPlace(resolved.value, desk)) {
    const written = await desk.write({ fact: { kind, ...place }, contents, seal, signedBy: byPerson(desk.actor) });
    if (!written.ok) return written;
  }
  return ok({ reported: resolved.value.length, ...(seal.length > 0 && { sealed: seal }) });
}
