/** What a holder does with modules one by one: inspects, repairs, puts them into hosts and takes them out again. */
import type { Opening, Subject } from "../../domain/event/event.ts";
import type { Fact } from "../../domain/event/rule.ts";
import { ok, type Result } from "../../domain/result.ts";
import type { Desk } from "../desk.ts";
import type { Problem } from "../operation.ts";
import { byPerson, type Made, problem, type Verb } from "../verb.ts";
import { placeOf } from "./places.ts";
import { sealedAs } from "./sealed.ts";

export const inspect: Verb<"inspect"> = async ({ items, result, note, eeprom }, desk) => {
  if (eeprom !== undefined && items.length > 1)
    return problem("input-invalid", "One capture speaks of one module. Name one module, or leave it out.", "/items");
  return eachModule(items, desk, { note }, async (module) => {
    const within = await placeOf(module, desk);
    return {
      kind: "inspected",
      module,
      result,
      ...(within.length > 0 && { within }),
      ...(eeprom && { eeprom }),
    };
  });
};

export const repair: Verb<"repair"> = ({ items, what }, desk) =>
  eachModule(items, desk, {}, (module) => ({ kind: "repaired", module, what }));

export const install: Verb<"install"> = ({ items, host, slot }, desk) =>
  eachModule(items, desk, { host, slot }, (module) => ({ kind: "installed", module }));

export const remove: Verb<"remove"> = ({ items }, desk) =>
  eachModule(items, desk, {}, (module) => ({ kind: "removed", module }));

/** One event for each module, with the same sealed values under salts of its own. */
async function eachModule(
  items: readonly string[],
  desk: Desk,
  sealed: Readonly<Record<string, string | undefined>>,
  factOf: (module: Subject) => Fact | Promise<Fact>,
): Promise<Result<Made, Problem>> {
  const resolved = await desk.resolve(items, "/items");
  if (!resolved.ok) return resolved;
  const openings: { module: Subject; sealed: Opening[] }[] = [];
  for (const [at, { is, subject, name }] of resolved.value.entries()) {
    if (is !== "module") return problem("item-invalid", `${name} is a carton. Name the modules.`, `/items/${at}`);
    const seal = sealedAs(sealed, desk);
    const fact = await factOf(subject);
    const written = await desk.write({ fact, seal, signedBy: byPerson(desk.actor) });
    if (!written.ok) return written;
    if (seal.length > 0) openings.push({ module: subject, sealed: seal });
  }
  return ok({ modules: resolved.value.length, ...(openings.length > 0 && { sealed: openings }) });
}
