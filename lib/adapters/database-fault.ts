/** What a failed query means for a ledger that must not lose or invent anything. */
import { LedgerDamaged } from "./log-head.ts";

export class SeatTaken extends Error {
  override readonly name = "SeatTaken";
}

/**
 * `lost`: the connection is gone, and whether the transaction was committed is unknown. `again`: rolled back, try the same.
 * `fatal`: the disk, the database or the stored ledger cannot be trusted: retrying after a failed fsync reports "durable" for
 * lost records. `refused`: this transaction alone failed.
 */
export function meaningOf(fault: unknown): "lost" | "again" | "fatal" | "refused" {
  if (fault instanceof SeatTaken || fault instanceof LedgerDamaged) return "fatal";
  if (!(fault instanceof Error)) return "refused";
  const code = "code" in fault ? String(fault.code) : "";
  if (["40001", "40P01", "55P03"].includes(code)) return "again";
  // Resources, system errors (fsync, read-only file system), data corruption (PostgreSQL appendix A).
  if (/^(53[12]|58|XX)/.test(code)) return "fatal";
  // 08: connection; 57P: shutdown, crash, cannot connect now; 53300: too many connections; or the socket's own error.
  if (/^(08|57P|53300$|E[A-Z]+$)/.test(code) || LOST.test(fault.message)) return "lost";
  return "refused";
}

// What the driver says, without a code, when the socket went away under it.
const LOST =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/;
