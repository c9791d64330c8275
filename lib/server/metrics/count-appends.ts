import "server-only";

/** A ledger whose appends are counted and timed. */
import type { Ledger } from "../../ports/ledger.ts";
import type { Counts } from "./counts.ts";

export function countAppends(ledger: Ledger, counts: Pick<Counts, "appended">): Ledger {
  return {
    kind: ledger.kind,
    async append(event) {
      const since = performance.now();
      const seconds = () => (performance.now() - since) / 1000;
      try {
        const receipt = await ledger.append(event);
        counts.appended(receipt.ok ? "recorded" : "refused", seconds());
        return receipt;
      } catch (fault) {
        counts.appended("failed", seconds());
        throw fault;
      }
    },
    follow: (after, signal) => ledger.follow(after, signal),
    close: () => ledger.close(),
  };
}
