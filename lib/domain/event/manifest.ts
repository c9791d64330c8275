/** Manifests and consignments: lines of canonical JSON, each ending in LF, in one exact order (bytes.md section 3). */
import { ok, type Result, refuse } from "../result.ts";
import { birthForms, leafForm, openingsForm } from "./beside-forms.ts";
import { fieldHash, type PublicRecord, recordHash } from "./birth.ts";
import { canonicalJson, type Json, type Malformed, parseCanonicalJson } from "./canonical-json.ts";
import type { Birth, Hash, Id16, LotLeaf, Opening, Subject } from "./event.ts";
import { type Form, hash, id16, integer, object, oneOf, optional, subject } from "./form.ts";
import { LIMITS } from "./limits.ts";
import { publicRecordForm } from "./record-form.ts";

export type ManifestHead = {
  readonly v: 1;
  readonly network: Id16;
  readonly lot: Subject;
  readonly count: number;
  readonly root: Hash;
};
/** One module of a lot. `openings`: values that its readers were granted. */
export type ManifestEntry = {
  readonly leaf: LotLeaf;
  readonly openings?: readonly Opening[];
  readonly record: PublicRecord;
};
export type ConsignmentHead = {
  readonly v: 1;
  readonly network: Id16;
  readonly transfer: Subject;
  readonly count: number;
};
/** One module of a transfer, with its path to the root of its lot. */
export type ConsignmentEntry = Birth & ManifestEntry;

export function manifestHeadLine(head: Omit<ManifestHead, "v">): string {
  return lineOf({ v: 1, network: head.network, lot: head.lot, count: head.count, root: head.root });
}

export function manifestLine({ leaf, openings, record }: ManifestEntry): string {
  return lineOf({ leaf, ...(openings?.length && { openings }), record });
}

export function consignmentHeadLine(head: Omit<ConsignmentHead, "v">): string {
  return lineOf({ v: 1, network: head.network, transfer: head.transfer, count: head.count });
}

/** Lines are sorted by lot and index: the caller's order is what is written. */
export function consignmentLine({ hashes, index, leaf, lot, openings, record }: ConsignmentEntry): string {
  return lineOf({ hashes, index, leaf, lot, ...(openings?.length && { openings }), record });
}

/** The parsers take a line with or without its LF. */
export function parseManifestHeadLine(line: string): Result<ManifestHead, Malformed> {
  return parsed<ManifestHead>(line, manifestHead);
}

/** Form, and that the parts agree: the leaf names the record, each opening opens a field that the record seals. */
export function parseManifestLine(line: string): Result<ManifestEntry, Malformed> {
  return agreeing(parsed<ManifestEntry>(line, object(entryForms)));
}

export function parseConsignmentHeadLine(line: string): Result<ConsignmentHead, Malformed> {
  return parsed<ConsignmentHead>(line, consignmentHead);
}

/** As `parseManifestLine`; whether the lot vouches for the leaf is `verifyBirth`, against the lot of the ledger. */
export function parseConsignmentLine(line: string): Result<ConsignmentEntry, Malformed> {
  return agreeing(parsed<ConsignmentEntry>(line, object({ ...birthForms, ...entryForms })));
}

const count = integer(1, LIMITS.lotCount);
const manifestHead = object({ v: oneOf(1), network: id16, lot: subject("lot"), count, root: hash });
const consignmentHead = object({ v: oneOf(1), network: id16, transfer: subject("transfer"), count });
const entryForms = { leaf: leafForm, openings: optional(openingsForm), record: publicRecordForm };

function lineOf(value: Json): string {
  return `${canonicalJson(value)}\n`;
}

/** The cast is what the form has just found. */
function parsed<T>(line: string, form: Form): Result<T, Malformed> {
  const value = parseCanonicalJson(line.endsWith("\n") ? line.slice(0, -1) : line);
  if (!value.ok) return value;
  const complaint = form(value.value, "line");
  return complaint === undefined ? ok(value.value as T) : malformed(complaint);
}

function agreeing<T extends ManifestEntry>(entry: Result<T, Malformed>): Result<T, Malformed> {
  if (!entry.ok) return entry;
  const { leaf, openings = [], record } = entry.value;
  if (recordHash(record) !== leaf.record) return malformed("the leaf names another record");
  const stray = openings.find((opening) => record.sealed?.[opening.path] !== fieldHash(opening));
  return stray ? malformed(`the record seals another value at ${stray.path}`) : entry;
}

function malformed(detail: string) {
  return refuse<Malformed>({ code: "malformed", detail });
}
