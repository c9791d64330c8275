/** Who may declare a label key: a maker, its own, each key once, with the time it is valid and how many labels it may sign. */
import { LABEL_KEY_ALGORITHMS, type LabelKey, labelKeyIdOf } from "../../label/label-key.ts";
import { ok } from "../../result.ts";
import type { LabelKeyDeclared } from "../event.ts";
import { bytes, either, hash, integer, oneOf, time } from "../form.ts";
import { LIMITS } from "../limits.ts";
import { profileWithRole } from "../members.ts";
import { no } from "../no.ts";
import type { Rule } from "../rule.ts";
import { keySubject } from "../subject.ts";

/** What the subject of no key ends with: the rule refuses what has it. */
const NO_KEY = "0".repeat(LIMITS.text.keyId);

export const labelKeyDeclared: Rule<LabelKeyDeclared> = {
  fields: {
    algorithm: oneOf(...LABEL_KEY_ALGORITHMS),
    publicKey: either(hash, bytes(91, 91)),
    notBefore: time,
    notAfter: time,
    quota: integer(1, LIMITS.quota),
  },
  contents: "none",
  singles: (fact, { actor }) => [keySubject(actor, kidOf(fact))],
  reads: () => [],
  step(subject, event, states, tx) {
    const { actor: maker, algorithm, publicKey, notBefore, notAfter, quota } = event.body;
    const profile = profileWithRole(event, states);
    if (!profile.ok) return profile;
    const kid = labelKeyIdOf({ algorithm, publicKey });
    if (kid === undefined) return no("label-key-invalid", subject, `no ${algorithm} public key`);
    if (states.has(subject)) return no("label-key-known", subject);
    if (notAfter <= notBefore || notAfter <= tx.time)
      return no("label-key-invalid", subject, `valid until ${notAfter}`);
    return ok({ is: "key", maker, kid, algorithm, publicKey, notBefore, notAfter, quota, issued: 0 });
  },
};

function kidOf(key: LabelKey): string {
  return labelKeyIdOf(key) ?? NO_KEY;
}
