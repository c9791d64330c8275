/** One serial number on two ports of one capture: the pattern of a cloned module, and of a cable with two ends. */
import type { Claims } from "../claims.ts";
import type { Raised } from "./rulebook.ts";

export type PortClaims = { readonly port: string | undefined; readonly claims: Claims };

/** At most one finding for each repeated serial. Modules whose serial is blank or printed as missing are not compared. */
export function duplicateFindings(modules: readonly PortClaims[]): Raised[] {
  const seen = new Map<string, { claims: Claims; ports: string[]; known: Set<string | undefined> }>();
  for (const { port, claims } of modules) {
    const { vendorName, partNumber, serial } = claims;
    if (!serial || /^(?:n\/?a|none|unknown|-+|unspecified)?$/i.test(serial.trim())) continue;
    const key = JSON.stringify([vendorName ?? "", partNumber ?? "", serial]);
    const same = seen.get(key) ?? { claims, ports: [], known: new Set() };
    seen.set(key, same);
    // One port shown twice, as by two commands, is one module.
    if (port !== undefined && same.known.has(port)) continue;
    same.known.add(port);
    same.ports.push(port ?? "?");
  }
  return [...seen.values()].flatMap(({ claims, ports }): Raised[] => {
    if (ports.length < 2) return [];
    const because = `serial ${claims.serial} stands on ports ${ports.slice(0, 64).join(", ")}`;
    const severity = claims.isCable ? ("info" as const) : undefined;
    return [{ id: "DUPLICATE_SERIAL", because, where: "vendor_sn", ...(severity && { severity }) }];
  });
}
