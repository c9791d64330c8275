/** Pages by key, not by number: page 1,000 costs what page 1 costs, and nothing is skipped when rows arrive in between. */
import { BadCursor, type Page, type PageRequest } from "../../usecases/queries.ts";

const MOST = 200;
const USUAL = 50;

export type Key = readonly (string | number)[];

/** @throws BadCursor for a cursor that no list of ours has given */
export function keyOf(request: PageRequest, parts: number): Key | undefined {
  if (request.cursor === undefined) return undefined;
  try {
    const key: unknown = JSON.parse(Buffer.from(request.cursor, "base64url").toString("utf8"));
    if (
      Array.isArray(key) &&
      key.length === parts &&
      key.every((part) => typeof part === "string" || Number.isSafeInteger(part))
    )
      return key;
  } catch {
    // falls through: what cannot be read is not ours
  }
  throw new BadCursor();
}

export function limitOf({ limit = USUAL }: PageRequest): number {
  return Math.max(1, Math.min(MOST, Math.trunc(limit)));
}

/** @param rows one more than the limit shows that there is a next page */
export function pageOf<Row, T>(
  rows: readonly Row[],
  limit: number,
  keyOfRow: (row: Row) => Key,
  show: (row: Row) => T,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown[shown.length - 1] : undefined;
  return {
    items: shown.map(show),
    nextCursor: last === undefined ? null : Buffer.from(JSON.stringify(keyOfRow(last)), "utf8").toString("base64url"),
  };
}

/** The range of texts that begin with `prefix`, for a column with the C collation. */
export function prefixRange(prefix: string): [from: string, below: string] {
  return [prefix, `${prefix}\u{10ffff}`];
}
