/** What was sold comes back: to its seller, or a module to its maker. Custody begins again with who took it. */
import { ok } from "../../domain/result.ts";
import { byPerson, type Verb } from "../verb.ts";
import { byPlace } from "./places.ts";

export const takeBack: Verb<"take-back"> = async ({ items }, desk) => {
  const resolved = await desk.resolve(items, "/items");
  if (!resolved.ok) return resolved;
  for (const { contents, ...place } of await byPlace(resolved.value, desk)) {
    const fact = { kind: "returned", ...place } as const;
    const written = await desk.write({ fact, contents, signedBy: byPerson(desk.actor) });
    if (!written.ok) return written;
  }
  return ok({ returned: resolved.value.length });
};
