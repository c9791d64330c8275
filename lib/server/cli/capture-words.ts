import "server-only";

/** A module of a capture in the words of a terminal. */
import type { ToldFinding } from "../../domain/optics/answer.ts";
import type { CaptureSum, SummedModule } from "../../domain/optics/capture-sum.ts";
import { selfOutcomeOf, tellingCommand } from "../../domain/optics/self-outcome.ts";

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

/** Counts the modules of which a capture says nothing that could be checked, however many there are. */
export class Untold {
  private count = 0;
  private total = 0;
  private readonly commands = new Set<string>();

  add(module: Pick<SummedModule, "claims" | "raised" | "format">): void {
    this.total++;
    if (selfOutcomeOf(module) !== "nothing-checked") return;
    this.count++;
    this.commands.add(tellingCommand(module.format));
  }

  lines(): string[] {
    if (this.count === 0) return [];
    const whom = this.total === 1 ? "" : ` of ${this.count} of ${this.total} modules`;
    const what = this.total === 1 ? "the module" : "them";
    return [
      `Cannot tell${whom}: the capture says nothing of ${what} that could be checked.`,
      `    Next: give the whole output of ${[...this.commands].join(", ")}, or a dump of the module's memory.`,
    ];
  }
}
