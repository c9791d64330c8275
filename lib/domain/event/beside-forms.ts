/** Forms of what travels beside a body: contents, births, openings, signatures (bytes.md sections 2 and 3). */
import type { Json } from "./canonical-json.ts";
import type { Birth, EventSignature, LotLeaf, Opening, SubjectLink } from "./event.ts";
import {
  bytes,
  either,
  type Form,
  type FormsOf,
  hash,
  id16,
  integer,
  isList,
  list,
  memberText,
  nothing,
  object,
  sorted,
  subject,
  text,
} from "./form.ts";
import { LIMITS } from "./limits.ts";
import type { ParsedSubject } from "./subject.ts";

const bySubject = (link: Json) => memberText(link, "subject");

/** Sorted by subject, nothing twice. */
export function linksForm(most: number, least: number, ...kinds: readonly ParsedSubject["is"][]): Form {
  const link: FormsOf<SubjectLink> = { subject: subject(...kinds), previous: either(hash, nothing) };
  return sorted(list(object(link), most, least), bySubject);
}

const leaf: FormsOf<LotLeaf> = { activation: either(hash, nothing), label: hash, record: hash };
export const leafForm = object(leaf);

/** The path of a lot of one is empty. */
export const birthForms: FormsOf<Birth> = {
  hashes: list(hash, LIMITS.treeDepth, 0),
  index: integer(0, LIMITS.lotCount - 1),
  leaf: leafForm,
  lot: subject("lot"),
};

/** Sorted by lot and index, as in a consignment. */
export const birthsForm: Form = (value, where) =>
  list(object(birthForms), LIMITS.contents)(value, where) ??
  (isList(value) && value.every((one, at) => at === 0 || isBefore(value[at - 1] ?? null, one))
    ? undefined
    : `${where} is not sorted by lot and index, or has one birth twice`);

const sealedValue: Form = (value, where) =>
  typeof value === "boolean" || typeof value === "number" ? undefined : text(LIMITS.text.sealedValue)(value, where);
const opening: FormsOf<Opening> = { path: text(LIMITS.text.fieldPath), salt: id16, value: sealedValue };
export const openingsForm = sorted(list(object(opening), LIMITS.openings), (one) => memberText(one, "path"));

const signature: FormsOf<EventSignature> = { certificate: bytes(LIMITS.certificateBytes), signature: bytes(64, 64) };
/** Their order is by a hash of the certificate: `verifySignatures` looks at it. */
export const signaturesForm = (most: number): Form => list(object(signature), most);

function isBefore(a: Json, b: Json): boolean {
  const [lotA, lotB] = [memberText(a, "lot"), memberText(b, "lot")];
  return lotA < lotB || (lotA === lotB && indexOf(a) < indexOf(b));
}

function indexOf(birth: Json): number {
  const index = typeof birth === "object" && birth !== null && "index" in birth ? birth.index : undefined;
  return typeof index === "number" ? index : -1;
}
