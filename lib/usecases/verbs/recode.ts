/** A holder writes another host's coding into a module, and keeps on record what its EEPROM said before and says now. */
import { ok } from "../../domain/result.ts";
import type { CaptureDigests } from "../capture-digests.ts";
import { byPerson, problem, type Verb } from "../verb.ts";

export const recode: Verb<"recode"> = async ({ item, before, after, hostCoding }, desk) => {
  const resolved = await desk.resolve([item], "/item");
  if (!resolved.ok) return resolved;
  const [module] = resolved.value;
  if (module?.is !== "module") return problem("item-invalid", "A carton is not recoded. Name a module.", "/item");
  const { map } = after;
  if (before.map !== map)
    return problem(
      "capture-invalid",
      `The captures are of different memory maps (${before.map} and ${map}). Take both from this module.`,
      "/after",
    );
  if (before.core === after.core && before.full === after.full)
    return problem("capture-invalid", "Both captures hold the same bytes. Take the second after the recode.", "/after");
  const written = await desk.write({
    fact: {
      kind: "recoded",
      module: module.subject,
      map,
      before: digestsOf(before),
      after: digestsOf(after),
      hostCoding,
    },
    signedBy: byPerson(desk.actor),
  });
  return written.ok ? ok({ module: module.subject }) : written;
};

function digestsOf({ core, full }: CaptureDigests) {
  return { core, ...(full !== undefined && { full }) };
}
