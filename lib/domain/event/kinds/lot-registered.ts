/** Who may register a lot: the maker that declared its product, each lot id once for ever. */
import { ok } from "../../result.ts";
import type { LotRegistered } from "../event.ts";
import { day, hash, integer, optional, subject as subjectForm, text } from "../form.ts";
import { LIMITS } from "../limits.ts";
import { profileWithRole } from "../members.ts";
import { no } from "../no.ts";
import type { Rule } from "../rule.ts";
import { lotSubject } from "../subject.ts";

export const lotRegistered: Rule<LotRegistered> = {
  fields: {
    lotId: text(LIMITS.text.lotId),
    product: subjectForm("product"),
    count: integer(1, LIMITS.lotCount),
    root: hash,
    manifest: hash,
    madeOn: day,
    site: optional(text(LIMITS.text.site)),
  },
  contents: "none",
  singles: ({ lotId }, { actor }) => [lotSubject(actor, lotId)],
  reads: ({ product }) => [product],
  step(subject, event, states) {
    const { actor: maker, lotId, product, count, root, manifest, madeOn } = event.body;
    const profile = profileWithRole(event, "maker", states);
    if (!profile.ok) return profile;
    // A withdrawn lot keeps its id: its labels may be in the world already.
    if (states.has(subject)) return no("already-registered", subject);
    const declared = states.get(product);
    if (declared?.is !== "product" || declared.maker !== maker) return no("product-unknown", product);
    return ok({ is: "lot", maker, lotId, product, count, root, manifest, madeOn, status: "registered" });
  },
};
