/** The path of a GS1 Digital Link (URI Syntax 1.4 section 4): one of our two primary keys with the qualifiers that may follow it, in their order. */
import { ok, type Result, refuse } from "../result.ts";
import { type Gtin, parseGtin } from "./gtin.ts";
import { parseSscc, type Sscc } from "./sscc.ts";

export type DigitalLink =
  | {
      readonly key: "01";
      readonly gtin: Gtin;
      /** AI 10. */
      readonly lot?: string;
      /** AI 21, decoded; absent for a link to a whole product or lot. */
      readonly serial?: string;
      /** As it stands in a linkset: every value encoded, no slash at the end. */
      readonly path: string;
    }
  | { readonly key: "00"; readonly sscc: Sscc; readonly path: string };
export type DigitalLinkError = { readonly code: "malformed"; readonly detail: string };

/** GS1 encodable character set 82 (GS1 General Specifications figure 7.11-1). */
const CSET_82 = /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]+$/;

/** Qualifiers of a GTIN in the order in which they stand; the third-party number excludes the others. */
const QUALIFIERS: readonly (readonly (readonly [ai: string, longest: number])[])[] = [
  [
    ["22", 20],
    ["10", 20],
    ["21", 20],
  ],
  [["235", 28]],
];

/** @param path as it came, still encoded; one slash at its end means nothing */
export function parseDigitalLink(path: string): Result<DigitalLink, DigitalLinkError> {
  const [, key = "", value = "", ...rest] = path.replace(/\/$/, "").split("/");
  if (key === "00") {
    const sscc = parseSscc(decoded(value) ?? "");
    if (!sscc.ok) return sscc;
    return rest.length === 0
      ? ok({ key, sscc: sscc.value, path: `/00/${sscc.value}` })
      : malformed("nothing follows an SSCC in a GS1 Digital Link");
  }
  if (key !== "01") return malformed("a GS1 Digital Link of ours begins with /01/ or /00/");
  const gtin = parseGtin(decoded(value) ?? "");
  if (!gtin.ok) return gtin;
  const qualifiers = readQualifiers(rest);
  if (!qualifiers) return malformed("after the GTIN come /22/, /10/ and /21/ in this order, each with its value");
  const lot = qualifiers.get("10");
  const serial = qualifiers.get("21");
  const suffix = [...qualifiers].map(([ai, text]) => `/${ai}/${encodeURIComponent(text)}`).join("");
  return ok({
    key,
    gtin: gtin.value,
    ...(lot !== undefined && { lot }),
    ...(serial !== undefined && { serial }),
    path: `/01/${gtin.value}${suffix}`,
  });
}

function readQualifiers(segments: readonly string[]): ReadonlyMap<string, string> | undefined {
  if (segments.length % 2 !== 0) return undefined;
  return QUALIFIERS.map((order) => inOrder(order, segments)).find((found) => found !== undefined);
}

function inOrder(
  order: readonly (readonly [ai: string, longest: number])[],
  segments: readonly string[],
): Map<string, string> | undefined {
  const found = new Map<string, string>();
  let from = 0;
  for (let at = 0; at < segments.length; at += 2) {
    const place = order.findIndex(([ai], index) => index >= from && ai === segments[at]);
    const text = decoded(segments[at + 1] ?? "");
    const longest = order[place]?.[1];
    if (longest === undefined || text === undefined || text.length > longest || !CSET_82.test(text)) return undefined;
    found.set(segments[at] as string, text);
    from = place + 1;
  }
  return found;
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

function malformed(detail: string) {
  return refuse<DigitalLinkError>({ code: "malformed", detail });
}
