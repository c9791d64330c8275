/** What a module comes to when it is held against itself. Where nothing was there to hold, nothing was found: that is not "no contradiction". */
import type { InputFormat } from "./answer.ts";
import type { Claims } from "./claims.ts";
import type { ReadModule } from "./decode-capture.ts";
import { namesUnit } from "./rules/duplicate-rules.ts";
import { ownersToHold } from "./rules/identity-rules.ts";

export type SelfOutcome = "found" | "clean" | "nothing-checked";

export function selfOutcomeOf({ claims, raised }: Pick<ReadModule, "claims" | "raised">): SelfOutcome {
  if (raised.length > 0) return "found";
  return isHeldAgainstSomething(claims) ? "clean" : "nothing-checked";
}

/** Of all modules of a capture: `clean` only where each of them is. `findings`: of modules and of the capture itself. */
export function selfOutcomeOfAll(outcomes: readonly SelfOutcome[], findings: number): SelfOutcome {
  if (findings > 0) return "found";
  return outcomes.includes("nothing-checked") ? "nothing-checked" : "clean";
}

/**
 * A name, a part number or a date alone contradicts nothing, nor does an OUI that is of nobody known. A serial number is held
 * against those of the other modules.
 */
function isHeldAgainstSomething(claims: Claims): boolean {
  const { serial, live, partNumber, reachByCode, codedProductId, wavelengthNm, connector } = claims;
  const isPartHeld = Boolean(partNumber && (reachByCode || codedProductId || wavelengthNm !== undefined));
  const isConnectorHeld = connector !== undefined && (wavelengthNm !== undefined || claims.isLr4);
  return namesUnit(serial) || Boolean(ownersToHold(claims) || live) || isPartHeld || isConnectorHeld;
}

/** A dump says more than any of them, and every host that lets one read it has its own way. */
const TELLING: readonly (readonly [RegExp, string])[] = [
  [/^cisco-nxos/, "show interface transceiver details"],
  [/^cisco-xr|^cisco-show-inventory|^arista/, "show inventory"],
  [/^cisco/, "show idprom"],
  [/^junos/, "show chassis hardware"],
  [/^sonic/, "show interfaces transceiver eeprom"],
  [/^huawei/, "display interface transceiver verbose"],
  [/^h3c/, "display transceiver manuinfo"],
  [/^freebsd/, "ifconfig -v"],
];

/** The command of the same host that prints a module's maker, part and serial number. */
export function tellingCommand(format: InputFormat): string {
  return TELLING.find(([host]) => host.test(format))?.[1] ?? "ethtool -m";
}
