/** Captures of many modules, cut between them: every module is read once, with its line numbers, and in little time. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CaptureSplitter } from "./capture-splitter.ts";
import { CaptureSum, repeated } from "./capture-sum.ts";
import { decodeParts } from "./decode-parts.ts";
import { ethtoolText, hexText, sfpDiagnostics, sfpDump } from "./made-up-module.testing.ts";
import { reasonSentence } from "./reasons/told-finding.ts";
import { hostOfPrompt } from "./rules/text-rules.ts";

const caseText = (name: string) =>
  readFileSync(new URL(`../../../test/cases/optics/${name}.txt`, import.meta.url), "utf8");
const serial = (at: number) => `SN${String(at).padStart(6, "0")}`;

/** Text of the module at a place, made different from all others. */
const FORMATS: Readonly<Record<string, (at: number) => string>> = {
  "ethtool-hex": (at) => ethtoolText([...sfpDump({ serial: serial(at) }), ...sfpDiagnostics()]),
  "plain-hex": (at) => hexText(sfpDump({ serial: serial(at) })),
  "sonic-eeprom-hexdump": (at) =>
    caseText("sonic_hexdump_qsfpp_molex_1110401054").replace(/Ethernet\d+/g, `Ethernet${at}`),
  "cisco-xr-show-controllers-phy": (at) =>
    caseText("xr_phy_sfpp_lr_cisco_sumitomo").replace(/(PHY data for interface:\s*)\S+/, `$1TenGigE0/0/0/${at}`),
  "sonic-show-interfaces-transceiver-eeprom-dom": (at) =>
    caseText("cli_sonic_qsfp28_mellanox_aoc_dom").replace(/Ethernet\d+/g, `Ethernet${at}`),
  "cisco-nxos-show-interface-transceiver-details": (at) =>
    `Ethernet1/${at}\n    transceiver is present\n    type is 10Gbase-SR\n    name is ACME\n    part number is P-1\n    serial number is ${serial(at)}\n    Lane Number:1 Network Lane\n`,
  "arista-show-inventory": (at) =>
    `System has 1 transceiver slots\n Port Manufacturer Model Serial Number Rev\n ---- ---------------- ---------------- ---------------- ----\n 1 ACME P-1 ${serial(at)} 0002\n`,
  "ethtool-text": (at) =>
    `# ethtool -m eth${at}\n\tIdentifier : 0x03 (SFP)\n\tVendor name : ACME\n\tVendor PN : P-1\n\tVendor SN : ${serial(at)}\n`,
};
const COUNT = 1200;

function readAll(text: string, chunk = 65_536) {
  const splitter = new CaptureSplitter();
  const sum = new CaptureSum();
  const pieces = [];
  for (let at = 0; at < text.length; at += chunk) pieces.push(...splitter.push(text.slice(at, at + chunk)));
  pieces.push(...splitter.end());
  const modules = pieces.flatMap((piece) => sum.add(decodeParts(piece.text), piece.firstLine));
  return { modules, sum, pieces };
}

describe("a capture of more than a thousand modules", () => {
  it.each(Object.entries(FORMATS))("of %s is cut between them", (format, make) => {
    const text = Array.from({ length: COUNT }, (_, at) => `${make(at).trimEnd()}\n`).join("");
    const { modules, sum, pieces } = readAll(text);
    expect(modules).toHaveLength(COUNT);
    expect([...sum.formats]).toEqual([format]);
    if (text.length > 1_000_000) expect(pieces.length).toBeGreaterThan(1);
    expect(Math.max(...pieces.map(({ text }) => text.length))).toBeLessThan(1_600_000);
  });

  it("is read the same wherever its chunks end", () => {
    const text = Array.from({ length: 60 }, (_, at) => FORMATS["ethtool-text"]!(at))
      .join("")
      .replaceAll("\n", "\r\n");
    expect(readAll(text, 7).modules.map(({ claims }) => claims)).toEqual(
      readAll(text, 1e9).modules.map(({ claims }) => claims),
    );
  });

  it("says of a repeated serial number which ports have it, however far apart they stand", () => {
    const make = FORMATS["ethtool-text"]!;
    const text = [...Array.from({ length: COUNT }, (_, at) => make(at)), make(7).replace("eth7", "eth9999")].join("");
    const found = repeated(readAll(text).modules);
    expect(found.map(({ id, reason }) => [id, reason])).toEqual([
      ["DUPLICATE_SERIAL", { says: "serial-repeated", serial: serial(7), ports: "eth7, eth9999" }],
    ]);
  });

  it("shows what was not read with its line in the whole", () => {
    const lines = Array.from({ length: COUNT }, (_, at) => FORMATS["ethtool-text"]!(at)).join("");
    const { sum } = readAll(`${lines}nobody understands this\n`);
    expect(sum.unread.at(-1)).toEqual({ line: COUNT * 5 + 1, text: "nobody understands this" });
  });

  it("without any place to cut is taken in one go, in time", () => {
    const start = performance.now();
    const { pieces } = readAll("aa bb cc dd\n".repeat(60_000));
    expect(pieces.length).toBeGreaterThan(1);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});

describe("a capture of several devices", () => {
  it("is read by each device's reader in turn", () => {
    const mixed = `${caseText("cli_sonic_qsfp28_mellanox_aoc_dom")}\n${caseText("cli_arista_inventory_repeated_serial")}\n${FORMATS["cisco-nxos-show-interface-transceiver-details"]!(3)}`;
    const parts = decodeParts(mixed);
    expect(parts.map(({ answer, read }) => [answer.input_format, read.length])).toEqual([
      ["cisco-nxos-show-interface-transceiver-details", 1],
      ["sonic-show-interfaces-transceiver-eeprom-dom", 1],
      ["arista-show-inventory", 4],
    ]);
    expect(parts.slice(0, -1).some(({ answer }) => answer.unread)).toBe(false);
  });

  it("keeps every module's port where one tool prints words and bytes in turn", () => {
    const text = FORMATS["ethtool-text"]!;
    const parts = decodeParts(`${text(1)}# ethtool -m eth2 hex on\n${FORMATS["ethtool-hex"]!(2)}\n${text(3)}`);
    const portOf = new Map(parts.flatMap(({ read }) => read.map(({ port, claims }) => [claims.serial, port])));
    expect(portOf).toEqual(
      new Map([
        [serial(2), "eth2"],
        [serial(1), "eth1"],
        [serial(3), "eth3"],
      ]),
    );
  });

  const verdicts = (...texts: string[]) => {
    const sum = new CaptureSum();
    for (const text of texts) sum.add(decodeParts(text));
    return sum.around.map(({ reason }) => reasonSentence(reason, "en"));
  };
  const JUNOS = caseText("cli_junos_chassis_hardware_non_jnpr");
  const NON_JNPR = 'prints "Xcvr 0              NON-JNPR     CC37BK0PQ         XFP-10G-SR"';

  it("says once what a host says of its modules, whatever stands beside it", () => {
    const others = [caseText("cli_arista_inventory_repeated_serial"), FORMATS["ethtool-hex"]!(1)];
    for (const text of [JUNOS, [...others, JUNOS].join("\n"), [JUNOS, ...others].join("\n")])
      expect(verdicts(text)).toEqual([`the host ${NON_JNPR}`]);
    expect(verdicts(JUNOS, JUNOS)).toEqual([`the host ${NON_JNPR}`]);
  });

  /** What a host prints of its one foreign module, each time another one. */
  const rows = (serial: string) => `Item             Version  Part number  Serial number     Description
  Xcvr 0              NON-JNPR     ${serial}         XFP-10G-SR
`;
  const row = (serial: string) => `prints "Xcvr 0              NON-JNPR     ${serial}         XFP-10G-SR"`;
  const asked = (prompt: string, serial: string) => `${prompt} show chassis hardware\n${rows(serial)}\n`;

  it("says it of each host that a prompt names, and once of each", () => {
    const one = asked("ops@mx-1>", "AAA00001");
    const two = asked("ops@mx-2>", "BBB00002");
    expect(verdicts(one + two + asked("ops@mx-1>", "AAA00003"), asked("ops@mx-1>", "AAA00004"))).toEqual([
      `the host mx-1 ${row("AAA00001")}`,
      `the host mx-2 ${row("BBB00002")}`,
    ]);
  });

  it.each([
    ["mx-2", "mx-2#"],
    ["mx-2", "mx-2# run"],
    ["mx-2", "mx-2(config-if-Et1/1)# do"],
    ["mx-2", "RP/0/RSP0/CPU0:mx-2#"],
    ["mx-2", "ops@mx-2:~$ sudo"],
    ["mx-2", "ops@mx-2:mgmt:~$"],
    ["mx-2", "root@mx-2:RE:0%"],
    ["mx-2", "{master:0}\nops@mx-2>"],
    ["mx-2", "{master:0}[edit]\nops@mx-2# run"],
    ["mx-2", "<mx-2>"],
    ["mx-2", "[root@mx-2 ~]#"],
    ["x", "root@x:/ #"],
    ["2nd-mx", "ops@2nd-mx>"],
    ["2nd-mx", "<2nd-mx>"],
    ["10.0.0.1", "ops@10.0.0.1>"],
    ["10.0.0.1", "10.0.0.1#"],
  ])("names %s by the prompt %s", (host, prompt) => {
    expect(verdicts(asked("ops@mx-1>", "AAA00001") + asked(prompt, "BBB00002"))).toEqual([
      `the host mx-1 ${row("AAA00001")}`,
      `the host ${host} ${row("BBB00002")}`,
    ]);
  });

  it.each([
    "#",
    "ops@2001:db8::1>",
    "[HUAWEI-10GE1/0/1]",
    "mx-2 [standalone: master] #",
    "sw.14:32:11#",
    "2026-12-01 10:00:00 mx-2#",
  ])("names nobody by the prompt %s, and not the host before it", (prompt) => {
    const unnamed = `the host ${row("BBB00002")}`;
    const two = asked(prompt, "BBB00002");
    expect(verdicts(asked("ops@mx-1>", "AAA00001") + two)).toEqual([`the host mx-1 ${row("AAA00001")}`, unnamed]);
    // All that have no name are one: what is told of them is told once.
    expect(verdicts(two + asked(prompt, "CCC00003"), rows("DDD00004"))).toEqual([unnamed]);
  });

  it("names nobody where the prompt has a command that is not known, unless a user asks it", () => {
    const one = asked("ops@mx-1>", "AAA00001");
    const told = (prompt: string) => verdicts(`${one}${prompt}\n${rows("BBB00002")}`)[1];
    expect(told("ops@mx-2> request support information")).toBe(`the host mx-2 ${row("BBB00002")}`);
    for (const prompt of [
      "ops@2001:db8::1> request support information",
      "mx-2#more flash:modules",
      "mx-2(config)# vtysh",
    ])
      expect(told(prompt)).toBe(`the host ${row("BBB00002")}`);
  });

  it("takes no line that a host printed for a prompt", () => {
    const folder = new URL("../../../test/cases/optics/", import.meta.url);
    const captures = readdirSync(folder).filter((name) => name.endsWith(".txt"));
    expect(captures.length).toBeGreaterThan(10);
    const printed = [
      ...captures.flatMap((name) => readFileSync(new URL(name, folder), "utf8").split("\n")),
      ...Object.values(FORMATS).flatMap((make) =>
        make(1)
          .split("\n")
          .filter((line) => !line.startsWith("# ethtool")),
      ),
      "Port#  Vendor            Show",
      "Slot# vendor",
      "Ethernet1/1 -> up",
      "10->20 dBm",
      "MUP0### 2",
      "Description : uplink > DIS-SW-1",
      "0x0070: 00 40 00 00 00 40 00 00  .@...@.>",
      "<ops@example.com> wrote:",
      "<name>Xcvr 0</name>",
      "# A2h",
    ];
    expect(printed.filter((line) => hostOfPrompt(line) !== undefined)).toEqual([]);
  });

  it("carries the host over the pieces of a long output, and not into the next capture", () => {
    const long = (prompt: string, serial: string) =>
      `${prompt} show chassis hardware\n${Array.from({ length: COUNT * 10 }, (_, at) => rows(`${serial}${String(at).padStart(5, "0")}`)).join("")}`;
    const { sum, pieces } = readAll(`${long("ops@mx-1>", "AAA")}${long("#", "BBB")}${long("ops@mx-1>", "CCC")}`);
    expect(pieces.length).toBeGreaterThan(3);
    const told = () => sum.around.map(({ reason }) => reasonSentence(reason, "en"));
    const ofOneCapture = [`the host mx-1 ${row("AAA00000")}`, `the host ${row("BBB00000")}`];
    expect(told()).toEqual(ofOneCapture);
    const next = new CaptureSum();
    for (const text of [asked("ops@mx-1>", "AAA00001"), rows("BBB00002")]) next.add(decodeParts(text));
    expect(next.around.map(({ reason }) => reasonSentence(reason, "en"))).toEqual([
      `the host mx-1 ${row("AAA00001")}`,
      `the host ${row("BBB00002")}`,
    ]);
  });

  it.each([
    "ios_idprom_sfpp_sr_qnc_cisco_coded",
    "xr_phy_sfpp_lr_cisco_sumitomo",
    "cli_nxos_details_mixed_cables_and_dr4",
  ])("of one device alone, %s, is one part", (name) => expect(decodeParts(caseText(name))).toHaveLength(1));
});
