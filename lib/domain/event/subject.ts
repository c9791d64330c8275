/** Names of what an event is about: percent-encoded segments joined by `/`, one spelling each (bytes.md section 0). */
import { ok, type Result, refuse } from "../result.ts";
import type { Malformed } from "./canonical-json.ts";
import type { Hash, Id16, MemberId, Subject } from "./event.ts";
import { LIMITS } from "./limits.ts";
import { isPlainText } from "./plain-text.ts";

export type ParsedSubject =
  | { readonly is: "network"; readonly network: Id16 }
  | { readonly is: "member"; readonly member: MemberId }
  | { readonly is: "product"; readonly member: MemberId; readonly partNumber: string; readonly revision: string }
  | { readonly is: "key"; readonly member: MemberId; readonly kid: string }
  | { readonly is: "lot"; readonly member: MemberId; readonly lotId: string }
  | { readonly is: "module"; readonly labelId: Hash }
  | { readonly is: "label"; readonly labelId: Hash }
  | { readonly is: "container"; readonly member: MemberId; readonly sscc: string; readonly n: number }
  | { readonly is: "transfer"; readonly transfer: Id16 };

export const networkSubject = (network: Id16): Subject => joined("network", network);
export const memberSubject = (member: MemberId): Subject => joined("member", member);
export const productSubject = (member: MemberId, partNumber: string, revision: string): Subject =>
  joined("product", member, partNumber, revision);
export const lotSubject = (member: MemberId, lotId: string): Subject => joined("lot", member, lotId);
export const keySubject = (member: MemberId, kid: string): Subject => joined("key", member, kid);
export const labelSubject = (labelId: Hash): Subject => joined("label", labelId);
export const moduleSubject = (labelId: Hash): Subject => joined("module", labelId);
export const containerSubject = (member: MemberId, sscc: string, n: number): Subject =>
  joined("container", member, sscc, String(n));
export const transferSubject = (transfer: Id16): Subject => joined("transfer", transfer);

/** The label id that a module or a label has in its name. @throws for any other subject */
export function labelIdOfSubject(subject: Subject): Hash {
  const parsed = parseSubject(subject);
  if (parsed.ok && (parsed.value.is === "module" || parsed.value.is === "label")) return parsed.value.labelId;
  throw new TypeError(`${subject} is no module and no label`);
}

/** The maker that a lot's or key's name begins with: nobody else can have registered it. */
export function makerOf(subject: Subject): MemberId | undefined {
  const parsed = parseSubject(subject);
  return parsed.ok && (parsed.value.is === "lot" || parsed.value.is === "key") ? parsed.value.member : undefined;
}

/** Refuses every spelling but the one that the functions above write. */
export function parseSubject(text: string): Result<ParsedSubject, Malformed> {
  const [is = "", ...encoded] = text.split("/");
  const segments = encoded.map(decoded);
  if (segments.some((segment, at) => segment === undefined || segmentOf(segment) !== encoded[at]))
    return malformed(text);
  const parsed = parsedSegments(is, segments as string[]);
  return parsed ? ok(parsed) : malformed(text);
}

const ID16 = /^[0-9a-f]{32}$/;
const HASH = /^[0-9a-f]{64}$/;
const MEMBER = /^[a-z0-9][a-z0-9-]{0,62}$/;
const KEY_ID = /^[0-9a-f]{16}$/;
const SSCC = /^[0-9]{18}$/;
const NUMBER = /^[1-9][0-9]{0,8}$/;

function parsedSegments(is: string, segments: readonly string[]): ParsedSubject | undefined {
  const [first = "", second = "", third = ""] = segments;
  const shape = `${is} ${segments.length}`;
  if (shape === "network 1" && ID16.test(first)) return { is: "network", network: first };
  if (shape === "module 1" && HASH.test(first)) return { is: "module", labelId: first };
  if (shape === "label 1" && HASH.test(first)) return { is: "label", labelId: first };
  if (shape === "transfer 1" && ID16.test(first)) return { is: "transfer", transfer: first };
  if (!MEMBER.test(first)) return undefined;
  if (shape === "member 1") return { is: "member", member: first };
  if (shape === "key 2" && KEY_ID.test(second)) return { is: "key", member: first, kid: second };
  if (shape === "lot 2" && isPlainText(second, LIMITS.text.lotId)) return { is: "lot", member: first, lotId: second };
  if (shape === "container 3" && SSCC.test(second) && NUMBER.test(third))
    return { is: "container", member: first, sscc: second, n: Number(third) };
  const named = isPlainText(second, LIMITS.text.partNumber);
  if (shape === "product 3" && named && (third === "" || isPlainText(third, LIMITS.text.revision)))
    return { is: "product", member: first, partNumber: second, revision: third };
  return undefined;
}

function malformed(text: string) {
  return refuse<Malformed>({ code: "malformed", detail: `no subject: ${text.slice(0, 200)}` });
}

function joined(is: string, ...segments: string[]): Subject {
  return [is, ...segments.map(segmentOf)].join("/");
}

/** `encodeURIComponent` leaves five characters alone that RFC 3986 calls reserved. */
function segmentOf(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
