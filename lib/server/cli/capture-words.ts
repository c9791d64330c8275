import "server-only";

/** A module of a capture in the words of a terminal. */
import type { ToldFinding } from "../../domain/optics/answer.ts";
import type { CaptureSum } from "../../domain/optics/capture-sum.ts";

const IDENTITY = ["vendor_name", "vendor_pn", "vendor_rev", "vendor_sn", "manu_sn", "pid", "juniper_pn"];

export function identityLine(said: Readonly<Record<string, unknown>>, port: string | undefined): string {
  const known = IDENTITY.map((key) => said[key]).filter((value) => typeof value === "string" && value !== "");
  return `${port === undefined ? "" : `${port}: `}${known.length > 0 ? known.join("  ") : "a module without readable identity"}`;
}

export function findingLines({ id, severity, port, because, innocent }: ToldFinding): string[] {
  const where = port === undefined ? "" : ` (${port})`;
  return [`${severity.toUpperCase()} ${id}${where}: ${because}`, `    It may be innocent: ${innocent}`];
}

export function unreadLines({ unread, unreadCount }: Pick<CaptureSum, "unread" | "unreadCount">): string[] {
  if (unreadCount === 0) return [];
  return [`${unreadCount} lines were not understood; the first is line ${unread[0]?.line}.`];
}
