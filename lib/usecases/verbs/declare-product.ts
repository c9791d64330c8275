/** A maker names a product under one of its vendor names. */
import { parseGtin } from "../../domain/label/gtin.ts";
import { ok } from "../../domain/result.ts";
import { byService, problem, type Verb } from "../verb.ts";

export const declareProduct: Verb<"declare-product"> = async ({ kind: _, description, gtin, ...product }, desk) => {
  const parsed = gtin ? parseGtin(gtin) : undefined;
  if (parsed && !parsed.ok) return problem("gtin-malformed", sentenceOf(parsed.error.detail), "/gtin");
  const fact = {
    kind: "product-declared" as const,
    ...product,
    ...(description && { description }),
    ...(parsed && { gtin: parsed.value }),
  };
  const written = await desk.write({ fact, signedBy: byService(desk.actor) });
  return written.ok ? ok({ partNumber: product.partNumber, revision: product.revision }) : written;
};

function sentenceOf(detail: string): string {
  return `${detail.charAt(0).toUpperCase()}${detail.slice(1)}.`;
}
