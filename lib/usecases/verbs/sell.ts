/** A holder sells to somebody outside the network. The order's reference is sealed: the ledger sees its hash only. */
import { hexOf } from "../../domain/bytes/hex.ts";
import { ok } from "../../domain/result.ts";
import { byPerson, type Verb } from "../verb.ts";

export const sell: Verb<"sell"> = async ({ items, reference }, desk) => {
  const resolved = await desk.resolve(items, "/items");
  if (!resolved.ok) return resolved;
  const opening = reference
    ? { path: "reference", salt: hexOf(desk.deps.random.bytes(16)), value: reference }
    : undefined;
  const written = await desk.write({
    fact: { kind: "sold" },
    contents: resolved.value.map(({ subject }) => subject),
    ...(opening && { seal: [opening] }),
    signedBy: byPerson(desk.actor),
  });
  if (!written.ok) return written;
  // Whoever is shown salt and value can check them against the event.
  return ok({ sold: resolved.value.length, ...(opening && { sealed: [opening] }) });
};
