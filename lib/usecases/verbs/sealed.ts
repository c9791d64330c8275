/** Values that stay with the writer: the ledger sees a salted hash, and whoever is shown salt and value can check them. */
import { hexOf } from "../../domain/bytes/hex.ts";
import type { Opening } from "../../domain/event/event.ts";
import type { Desk } from "../desk.ts";

/** One opening for each value that was given. */
export function sealedAs(values: Readonly<Record<string, string | undefined>>, desk: Desk): Opening[] {
  return Object.entries(values).flatMap(([path, value]) =>
    value === undefined ? [] : [{ path, salt: hexOf(desk.deps.random.bytes(16)), value }],
  );
}
