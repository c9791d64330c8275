/** One serial number on two ports of one capture: the pattern of a cloned module, and of a cable with two ends. */
import type { Claims } from "../claims.ts";
import type { Raised } from "./rulebook.ts";

export type PortClaims = { readonly port: string | undefined; readonly claims: Claims };

/** At most one finding for each repeated serial. Modules whose serial is blank or printed as missing are not compared. */
export function duplicateFindings(modules: readonly PortClaims[]): Raised[] {
  const seen = new Map<string, PortClaims[]>();
  for (const module of modules) {
    const { vendorName, partNumber, serial } = module.claims;
    if (!serial || /^(?:n\/?a|none|unknown|-+|unspecified)?$/i.test(serial.trim())) continue;
    const key = JSON.stringify([vendorName ?? "", partNumber ?? "", serial]);
    const same = seen.get(key) ?? [];
    // One port shown twice, as by two commands, is one module.
    if (module.port !== undefined && same.some(({ port }) => port === module.port)) continue;
    seen.set(key, [...same, module]);
  }
  return [...seen.values()].flatMap((same): Raised[] => {
    if (same.length < 2) return [];
    const { serial, isCable } = same[0]!.claims;
    const ports = same.map(({ port }) => port ?? "?").join(", ");
    return [
      {
        id: "DUPLICATE_SERIAL",
        because: `serial ${serial} stands on ports ${ports}`,
        where: "vendor_sn",
        ...(isCable && { severity: "info" }),
      },
    ];
  });
}
