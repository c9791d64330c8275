/** Keys that sign bag labels: other keys than those that sign events, with a validity and a quota on the ledger. Only the worker opens them. */
import type { Hash, MemberId } from "../domain/event/event.ts";

export interface LabelKeys {
  /** Makes an Ed25519 key; it is durable before its public half (hex) is answered. */
  create(member: MemberId): Promise<Hash>;
  has(member: MemberId, kid: string): Promise<boolean>;
  /** Ed25519 over a message, 64 bytes. Nothing where the key is not kept here. */
  signerOf(member: MemberId, kid: string): Promise<((message: Uint8Array) => Uint8Array) | undefined>;
}
