/** What a device without network can say of a label: that its signature is right, or why nothing can be said (V9 of trust.md section 4). */
import type { Day, Time } from "../event/event.ts";
import { type LabelPayload, parsePayload, verifyPayload } from "../label/payload.ts";
import type { ListedLabelKey } from "./label-key-list.ts";

/** Lists that the device accepted while it was connected. `date`: the older of the two. */
export type KeptLists = { readonly date: Day; readonly keys: readonly ListedLabelKey[] };

/**
 * `no-signature`: a label without one, which only the record can answer. `expired` and `clock`: the lists are older than 7 days, or
 * the device's clock is before them. `key-revoked`: whether this label was registered before, only the ledger knows.
 */
export type CannotTell =
  | "no-signature"
  | "malformed"
  | "no-list"
  | "expired"
  | "clock"
  | "unknown-key"
  | "key-revoked"
  | "key-not-valid";

export type OfflineAnswer =
  | { readonly is: "signed"; readonly payload: LabelPayload; readonly key: ListedLabelKey; readonly date: Day }
  /** A key that is known, and did not sign this: V1. */
  | { readonly is: "forged"; readonly date: Day }
  | { readonly is: "cannot-tell"; readonly why: CannotTell; readonly date?: Day };

const DAY_MS = 86_400_000;
const FRESH_DAYS = 7;

/** Whether lists of this date answer at `at`, by the device's own clock: the last day on which they do, or why they do not. */
export function answersUntil(date: Day, at: Time): Day | "clock" | "expired" {
  const start = Date.parse(`${date}T00:00:00.000Z`);
  const days = Math.floor((Date.parse(at) - start) / DAY_MS);
  // One day: a clock that is a little slow at midnight is no wrong clock.
  if (days < -1) return "clock";
  return days > FRESH_DAYS ? "expired" : new Date(start + FRESH_DAYS * DAY_MS).toISOString().slice(0, 10);
}

/** @param text what stands after `/V/` on the label */
export function checkOffline(text: string, lists: KeptLists | undefined, at: Time): OfflineAnswer {
  const parsed = parsePayload(text);
  if (!parsed.ok) {
    // A code of 20 or 26 characters is a label of its own kind, no broken payload.
    return { is: "cannot-tell", why: text.length > 26 ? "malformed" : "no-signature" };
  }
  if (!lists) return { is: "cannot-tell", why: "no-list" };
  const { date, keys } = lists;
  const until = answersUntil(date, at);
  if (until === "clock" || until === "expired") return { is: "cannot-tell", why: until, date };
  const verified = verifyPayload(text, keys);
  if (!verified.ok) {
    const { code } = verified.error;
    if (code === "signature-wrong") return { is: "forged", date };
    return { is: "cannot-tell", why: code === "unknown-key" ? "unknown-key" : "malformed", date };
  }
  const { payload, key } = verified.value;
  if (key.revokedAt !== undefined) return { is: "cannot-tell", why: "key-revoked", date };
  const inTime = key.notBefore.slice(0, 10) <= payload.issuedOn && payload.issuedOn <= key.notAfter.slice(0, 10);
  return inTime ? { is: "signed", payload, key, date } : { is: "cannot-tell", why: "key-not-valid", date };
}
