/** The signed lists on this device: taken while there is a network, each checked before it is kept and again before it is used. */

import type { Day } from "../../../lib/domain/event/event.ts";
import { kidOfPayload, parsePayload } from "../../../lib/domain/label/payload.ts";
import {
  answersUntil,
  type CannotTell,
  checkOffline,
  type KeptLists,
  type OfflineAnswer,
} from "../../../lib/domain/verify/check-offline.ts";
import { acceptLabelKeyList } from "../../../lib/domain/verify/label-key-list.ts";
import { acceptTrustList, type TrustStatement } from "../../../lib/domain/verify/trust-list.ts";

export type { CannotTell, OfflineAnswer };

/** What the browser keeps by name. */
export type Shelf = Pick<Storage, "getItem" | "setItem">;
export type Kept = "kept" | "refused" | "unreachable";

const SHELF = { trust: "truelane.trust", keys: "truelane.label-keys", at: "truelane.kept-at" } as const;

/** Where only dates and members matter. */
const NO_KEY = "";

/** Replaces what is kept only by what may follow it. A refused list is not tried again before the next visit. */
export async function refreshLists(
  shelf: Shelf,
  get: (path: string) => Promise<string | undefined>,
  at: string,
): Promise<Kept> {
  const [trustText, keyText] = await Promise.all([
    get("/.well-known/truelane/trust.json"),
    get("/.well-known/truelane/label-keys.json"),
  ]);
  if (trustText === undefined || keyText === undefined) return "unreachable";
  const before = readLists(shelf, NO_KEY);
  const trust = acceptTrustList(trustText, before?.trust, at);
  if (!trust.ok) return "refused";
  const keys = acceptLabelKeyList(keyText, trust.value.statement, before ? { lastSeen: before.keyDate } : {}, at);
  if (!keys.ok) return "refused";
  shelf.setItem(SHELF.trust, trustText);
  shelf.setItem(SHELF.keys, keyText);
  shelf.setItem(SHELF.at, at);
  return "kept";
}

/** @param path as in `/v/{payload}` @param at the device's own time */
export function answerOffline(shelf: Shelf, path: string, at: string): OfflineAnswer {
  const text = /^\/v\/([^/]+)\/?$/i.exec(path)?.[1];
  if (text === undefined) return { is: "cannot-tell", why: "no-signature" };
  const parsed = parsePayload(text);
  const kid = parsed.ok ? kidOfPayload(parsed.value) : undefined;
  return checkOffline(text, readLists(shelf, kid)?.lists, at);
}

/** The last day on which this device answers without network; `undefined` where it would not answer now. */
export function readyUntil(shelf: Shelf, at: string): Day | undefined {
  const date = readLists(shelf, NO_KEY)?.lists.date;
  const until = date === undefined ? "expired" : answersUntil(date, at);
  return until === "clock" || until === "expired" ? undefined : until;
}

type Read = { readonly trust: TrustStatement; readonly keyDate: string; readonly lists: KeptLists };

/**
 * What stands on the shelf is checked like what came from the network: any page of this origin could have written it. Certificates
 * are judged by when it was kept, so that a device whose clock is wrong today hears of its clock.
 * @param kid only keys of this id are looked at
 */
function readLists(shelf: Shelf, kid?: string): Read | undefined {
  const at = shelf.getItem(SHELF.at) ?? "";
  const trust = acceptTrustList(shelf.getItem(SHELF.trust) ?? "", undefined, at);
  if (!trust.ok) return undefined;
  const keys = acceptLabelKeyList(
    shelf.getItem(SHELF.keys) ?? "",
    trust.value.statement,
    kid === undefined ? {} : { kid },
    at,
  );
  if (!keys.ok) return undefined;
  const { statement } = trust.value;
  const [date = statement.date] = [statement.date, keys.value.date].sort();
  return { trust: statement, keyDate: keys.value.date, lists: { date, keys: keys.value.keys } };
}
