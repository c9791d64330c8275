/** A holder sells to somebody outside the network. The order's reference is sealed: the ledger sees its hash only. */
import { ok } from "../../domain/result.ts";
import { byPerson, type Verb } from "../verb.ts";
import { refuseRecalled } from "./recalls.ts";
import { sealedAs } from "./sealed.ts";

export const sell: Verb<"sell"> = async ({ items, reference }, desk) => {
  const resolved = await desk.resolve(items, "/items");
  if (!resolved.ok) return resolved;
  const free = await refuseRecalled(resolved.value, desk);
  if (!free.ok) return free;
  const seal = sealedAs({ reference }, desk);
  const written = await desk.write({
    fact: { kind: "sold" },
    contents: resolved.value.map(({ subject }) => subject),
    seal,
    signedBy: byPerson(desk.actor),
  });
  if (!written.ok) return written;
  // Whoever is shown salt and value can check them against the event.
  return ok({ sold: resolved.value.length, ...(seal.length > 0 && { sealed: seal }) });
};
