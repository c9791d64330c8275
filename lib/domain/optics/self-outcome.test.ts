/** "No contradiction" is said only where two things were held against each other; of a port alone nothing can be told. */
import { describe, expect, it } from "vitest";
import { INPUT_FORMATS } from "./answer.ts";
import { decodeCaptureWithModules } from "./decode-capture.ts";
import { type SelfOutcome, selfOutcomeOf, selfOutcomeOfAll, tellingCommand } from "./self-outcome.ts";

const nexus = (...lines: string[]) => ["Ethernet1/1", "    transceiver is present", ...lines].join("\n");
const ethtool = (...lines: string[]) => ["Identifier : 0x03 (SFP)", ...lines, ""].join("\n");
const outcomesOf = (capture: string) => decodeCaptureWithModules(capture).read.map(selfOutcomeOf);

describe("a module of which a capture says", () => {
  it.each<[string, SelfOutcome, string]>([
    ["its port alone", "nothing-checked", nexus()],
    ["its kind alone", "nothing-checked", nexus("    type is 10Gbase-SR")],
    ["its maker alone", "nothing-checked", nexus("    name is FINISAR CORP.")],
    ["its part number alone", "nothing-checked", nexus("    part number is FTLX8571D3BCL")],
    ["that it has no diagnostics", "nothing-checked", "Identifier : 0x03 (SFP)\n"],
    ["its maker and an OUI of nobody known", "nothing-checked", ethtool("Vendor name : ACME", "Vendor OUI : 01:02:03")],
    ["an OUI of nobody known", "nothing-checked", ethtool("Vendor OUI : 01:02:03")],
    ["an OUI of somebody known, and no maker", "nothing-checked", ethtool("Vendor OUI : 00:90:65")],
    [
      "an OUI that a host's own brand may write",
      "nothing-checked",
      ethtool("Vendor name : CISCO-X", "Vendor OUI : 00:90:65"),
    ],
    ["an OUI of its maker", "clean", ethtool("Vendor name : FINISAR CORP.", "Vendor OUI : 00:90:65")],
    ["an OUI of another maker", "found", ethtool("Vendor name : ACME", "Vendor OUI : 00:90:65")],
    ["an OUI of zeros", "found", ethtool("Vendor OUI : 00:00:00")],
    ["its date alone", "nothing-checked", ethtool("Date code : 240619")],
    ["a date that is none", "found", ethtool("Date code : 241919")],
    ["that its serial number is missing", "nothing-checked", ethtool("Vendor SN : N/A")],
    ["a kind that its part number agrees with", "clean", nexus("    type is 10Gbase-SR", "    part number is X-SR")],
    ["a serial number", "clean", nexus("    serial number is MUP0WB0")],
    ["a serial number that is blank", "found", "Identifier : 0x03 (SFP)\nVendor SN :  \n"],
    ["live values", "clean", "Port (Celsius) (Volts) (mA)\nGi1/0/1      38.5       3.28      5.5\n"],
    ["a supply that cannot be", "found", "Port (Celsius) (Volts) (mA)\nGi1/0/1      38.5       9.28      5.5\n"],
    ["two media at once", "found", nexus("    type is 10Gbase-LR", "    part number is X-SR")],
  ])("%s: %s", (_, outcome, capture) => {
    expect(outcomesOf(capture)).toEqual([outcome]);
  });
});

it("a capture is clean only where each module is, and one finding tells", () => {
  expect(selfOutcomeOfAll(["clean", "clean"], 0)).toBe("clean");
  expect(selfOutcomeOfAll(["clean", "nothing-checked"], 0)).toBe("nothing-checked");
  expect(selfOutcomeOfAll(["clean", "nothing-checked", "found"], 1)).toBe("found");
  expect(selfOutcomeOfAll(["clean"], 1)).toBe("found");
});

it("every format has a command of its own host that tells more", () => {
  expect(tellingCommand("cisco-nxos-show-interface-transceiver")).toBe("show interface transceiver details");
  expect(tellingCommand("cisco-iosxe-show-idprom")).toBe("show idprom");
  expect(tellingCommand("h3c-comware")).toBe("display transceiver manuinfo");
  for (const format of INPUT_FORMATS) expect(tellingCommand(format)).toMatch(/^(?:show|display|ethtool|ifconfig) /);
});
