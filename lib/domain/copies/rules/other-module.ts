/** R9: what was read out of the module is not what left the factory under this label. A signed recode is no contradiction. */
import type { Fact } from "../contradiction.ts";
import { THRESHOLDS } from "../thresholds.ts";
import type { ReadOut, UnitFacts } from "../unit-facts.ts";
import { fired, notRun, quiet, type RuleFinding, recorded } from "./finding.ts";

export function otherModule(facts: UnitFacts): RuleFinding {
  const readOuts = facts.readOuts.filter(
    ({ fields }) => fields === null || fields.compared >= THRESHOLDS.fieldsCompared,
  );
  if (readOuts.length === 0)
    return notRun("R9", {
      en: "Nobody has read the bytes of the module under this label.",
      "zh-CN": "尚无人读取此标签所属模块的数据。",
    });
  // Without a digest in the record the first reading is what later ones are held against.
  const known = facts.digests.length > 0 ? facts.digests : [readOuts[0]!.digest];
  const others = readOuts.filter(({ digest }) => !known.includes(digest));
  const newest = others.at(-1);
  if (!newest) return quiet("R9");
  const born: Fact =
    facts.digests.length > 0
      ? { says: "born-with", digest: known[0]!, position: facts.registered.position }
      : readFact(readOuts[0]!);
  return fired(
    "R9",
    "high",
    [born, readFact(newest)],
    [recorded(facts, born), { where: "elsewhere", facts: others.slice(-10).map(readFact) }],
    others.map(({ id }) => id),
  );
}

function readFact({ at, digest, fields }: ReadOut): Fact {
  return { says: "read-out", at, digest, fields };
}
