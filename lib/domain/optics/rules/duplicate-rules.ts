/** One serial number on two ports of one capture: the pattern of a cloned module, and of a cable with two ends. */
import type { Claims } from "../claims.ts";
import type { Reason } from "../reasons/reason.ts";
import type { Raised } from "./rulebook.ts";

export type PortClaims = { readonly port: string | undefined; readonly claims: Claims };

/** At most one finding for each repeated serial. Modules whose serial is blank or printed as missing are not compared. */
export function duplicateFindings(modules: readonly PortClaims[]): Raised[] {
  const book = new SerialBook();
  for (const module of modules) book.add(module);
  return book.findings();
}

/** Blank and printed as missing are no serial number. */
export function namesUnit(serial: string | undefined): serial is string {
  return serial !== undefined && !/^(?:n\/?a|none|unknown|-+|unspecified)?$/i.test(serial.trim());
}

type Repeated = {
  readonly serial: string;
  readonly isCable: boolean;
  readonly ports: string[];
  readonly known: Set<string>;
};

/** Remembers of each module a name and a port and no more, so that a million of them are some hundred megabytes. */
export class SerialBook {
  /** Port of the first module with a name; nameless places count each time. */
  private readonly first = new Map<string, string>();
  private readonly repeats = new Map<string, Repeated>();

  add({ port, claims: { vendorName, partNumber, serial, isCable } }: PortClaims): void {
    if (!namesUnit(serial)) return;
    const key = copied(`${vendorName ?? ""}\u0000${partNumber ?? ""}\u0000${serial}`);
    const before = this.first.get(key);
    if (before === undefined) {
      this.first.set(key, port === undefined ? NO_PORT : copied(port));
      return;
    }
    // One port shown twice, as by two commands, is one module.
    const isKnown = port !== undefined && (port === before || this.repeats.get(key)?.known.has(port));
    if (isKnown) return;
    const repeated = this.repeats.get(key) ?? { serial: copied(serial), isCable, ports: [before], known: new Set() };
    const place = port === undefined ? NO_PORT : copied(port);
    if (port !== undefined) repeated.known.add(place);
    repeated.ports.push(place);
    this.repeats.set(key, repeated);
  }

  findings(): Raised[] {
    return [...this.repeats.values()].map(({ serial, isCable, ports }): Raised => {
      const reason = serialRepeated(serial, ports);
      const severity = isCable ? ("info" as const) : undefined;
      return { id: "DUPLICATE_SERIAL", reason, where: "vendor_sn", ...(severity && { severity }) };
    });
  }
}

/** The first of the ports: a serial number that a maker left alike on all may stand on thousands. */
export function serialRepeated(serial: string, ports: readonly string[]): Reason {
  return { says: "serial-repeated", serial, ports: ports.slice(0, 64).join(", ") };
}

/** Stands for a port that the capture does not name. */
export const NO_PORT = "?";

/** A part of a text keeps the whole text in memory in common engines, here a piece of a site's capture for each module. */
function copied(text: string): string {
  return text.split("").join("");
}
