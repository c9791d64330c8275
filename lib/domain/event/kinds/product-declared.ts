/** Who may declare a product: a maker, under its own vendor names and GS1 prefixes. */
import { isGtinUnder, parseGtin } from "../../label/gtin.ts";
import { ok } from "../../result.ts";
import type { ProductDeclared } from "../event.ts";
import { type Form, matching, optional, text } from "../form.ts";
import { LIMITS } from "../limits.ts";
import { profileWithRole } from "../members.ts";
import { no } from "../no.ts";
import type { Rule } from "../rule.ts";
import { productSubject } from "../subject.ts";

const revision: Form = (value, where) => (value === "" ? undefined : text(LIMITS.text.revision)(value, where));

export const productDeclared: Rule<ProductDeclared> = {
  fields: {
    partNumber: text(LIMITS.text.partNumber),
    revision,
    vendorName: text(LIMITS.text.vendorName),
    formFactor: text(LIMITS.text.formFactor),
    media: text(LIMITS.text.media),
    description: optional(text(LIMITS.text.description)),
    gtin: optional(matching(/^[0-9]{14}$/, "a GTIN of 14 digits")),
  },
  contents: "none",
  singles: ({ partNumber, revision }, { actor }) => [productSubject(actor, partNumber, revision)],
  reads: () => [],
  step(subject, event, states) {
    const { actor: maker, partNumber, revision, vendorName, gtin } = event.body;
    const profile = profileWithRole(event, states);
    if (!profile.ok) return profile;
    if (states.has(subject)) return no("already-declared", subject);
    const { vendorNames = [], gs1Prefixes = [] } = profile.value;
    if (!vendorNames.includes(vendorName)) return no("vendor-name-not-yours", subject, vendorName);
    if (gtin !== undefined) {
      const parsed = parseGtin(gtin);
      if (!parsed.ok) return no("malformed", subject, parsed.error.detail);
      if (!isGtinUnder(parsed.value, gs1Prefixes)) return no("gtin-not-yours", subject, gtin);
    }
    return ok({ is: "product", maker, partNumber, revision, vendorName });
  },
};
