/** Who may register a lot: the maker that declared its product, each lot id once for ever, within the quota of its label key. */
import { ok } from "../../result.ts";
import type { LotRegistered } from "../event.ts";
import { day, hash, integer, optional, subject as subjectForm, text } from "../form.ts";
import { keyWithIssued } from "../label-keys.ts";
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
    labelKey: optional(subjectForm("key")),
  },
  contents: "none",
  singles: ({ lotId, labelKey }, { actor }) => [
    lotSubject(actor, lotId),
    ...(labelKey === undefined ? [] : [labelKey]),
  ],
  reads: ({ product }) => [product],
  step(subject, event, states, tx) {
    const { actor: maker, lotId, product, count, root, manifest, madeOn, labelKey } = event.body;
    const own = lotSubject(maker, lotId);
    const profile = profileWithRole(event, states);
    if (!profile.ok) return profile;
    // A withdrawn lot keeps its id: its labels may be in the world already.
    if (states.has(own)) return no("already-registered", own);
    const declared = states.get(product);
    if (declared?.is !== "product" || declared.maker !== maker) return no("product-unknown", product);
    // Either both happen or neither: a lot over the quota of its key is no lot, and no key pays for a lot that is refused.
    const key = labelKey === undefined ? undefined : keyWithIssued(labelKey, count, event, states, tx);
    if (key && (!key.ok || subject === labelKey)) return key;
    const lot = { is: "lot", maker, lotId, product, count, root, manifest, madeOn, status: "registered" } as const;
    return ok({ ...lot, ...(labelKey !== undefined && { labelKey }) });
  },
};
