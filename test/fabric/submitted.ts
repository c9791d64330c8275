/** One transaction past the ledger's own care: endorsed by whom the test names, and the code that the block gives it. */
import { vi } from "vitest";
import { followBlocks } from "../../lib/adapters/ledger-fabric/follow-blocks.ts";
import type { Gateways } from "../../lib/adapters/ledger-fabric/gateways.ts";
import type { LedgerEvent } from "../../lib/domain/event/event.ts";
import { eventBytes } from "../../lib/domain/event/event-bytes.ts";

/** Fabric's validation codes (peer/transaction.proto). */
export const CODE = { valid: 0, duplicateId: 9, endorsementPolicy: 10, readConflict: 11 } as const;

export function proposalOf(gateways: Gateways, event: LedgerEvent, endorsingOrganizations?: readonly string[]) {
  return gateways.peers[0]!.contract.newProposal("RecordEvent", {
    arguments: [Buffer.from(eventBytes(event)).toString("utf8")],
    ...(endorsingOrganizations && { endorsingOrganizations: [...endorsingOrganizations] }),
  });
}

/** Peers find each other by gossip, some seconds after the start: the first endorsement of several is waited for. */
export function endorsed(gateways: Gateways, event: LedgerEvent, organisations?: readonly string[]) {
  return vi.waitFor(() => proposalOf(gateways, event, organisations).endorse(), { timeout: 30_000, interval: 500 });
}

export async function submitted(
  gateways: Gateways,
  event: LedgerEvent,
  organisations?: readonly string[],
): Promise<number> {
  const commit = await (await endorsed(gateways, event, organisations)).submit();
  return (await commit.getStatus()).code;
}

/** The codes that blocks give these transaction ids, in block order, until `count` were seen: the only word that decides. */
export async function codesInBlocks(gateways: Gateways, ids: readonly string[], count = ids.length): Promise<number[]> {
  const asked = new Set(ids);
  const codes: number[] = [];
  const stop = new AbortController();
  for await (const { outcomes } of followBlocks(gateways, undefined, stop.signal)) {
    codes.push(...outcomes.filter(({ transaction }) => asked.has(transaction)).map(({ code }) => code));
    if (codes.length >= count) break;
  }
  stop.abort();
  return codes;
}
