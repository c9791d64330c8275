/** Chinese pages speak Chinese: no message was left in English. What speaks of a mark calls it as the mark does, in both. */
import { describe, expect, it } from "vitest";
import consoleEnglish from "./console/en.json" with { type: "json" };
import consoleChinese from "./console/zh-CN.json" with { type: "json" };
import offlineEnglish from "./offline/en.json" with { type: "json" };
import offlineChinese from "./offline/zh-CN.json" with { type: "json" };
import publicEnglish from "./public/en.json" with { type: "json" };
import publicChinese from "./public/zh-CN.json" with { type: "json" };

/** Commands and outputs of devices: they are typed and printed so in every country. */
const STANDARD_NAMES: readonly string[] = [
  "Arista EOS show inventory",
  "Cisco IOS XE show idprom",
  "Cisco IOS XR show controllers optics",
  "Cisco IOS XR show controllers phy",
  "Cisco IOS show interfaces transceiver",
  "Cisco NX-OS show interface transceiver",
  "Cisco NX-OS show interface transceiver details",
  "Cisco show idprom",
  "Cisco show inventory",
  "FreeBSD ifconfig -v",
  "H3C Comware display transceiver",
  "Huawei VRP display interface transceiver",
  "Junos show chassis hardware",
  "Junos show chassis pic",
  "Junos show interfaces diagnostics optics",
  "MikroTik RouterOS monitor",
  "SONiC sfputil show eeprom-hexdump",
  "SONiC show interfaces transceiver eeprom",
  "SONiC show interfaces transceiver eeprom --dom",
  "ethtool -m … hex on",
];

type Tree = string | readonly Tree[] | { readonly [key: string]: Tree };
function leaves(tree: Tree, path = ""): [path: string, text: string][] {
  if (typeof tree === "string") return [[path, tree]];
  return Object.entries(tree).flatMap(([key, value]) => leaves(value as Tree, `${path}/${key}`));
}

/** Runs of letters, without `{values}`, `<tags>` and options of commands. */
function words(text: string): string[] {
  return text.replace(/\{\s*\w+\s*\}|<\/?\w+>/g, " ").match(/(?<![\w-])\p{L}[\p{L}'’]+/gu) ?? [];
}

/** Messages of more than one word that are the same in both languages, or have no Chinese character. */
function leftInEnglish(english: Tree, chinese: Tree): string[] {
  const originals = new Map(leaves(english));
  return leaves(chinese)
    .filter(([path, text]) => text === originals.get(path) || !/\p{Script=Han}/u.test(text))
    .filter(([, text]) => words(text).length > 1 && !STANDARD_NAMES.includes(text))
    .map(([path, text]) => `${path}: ${text}`);
}

describe("the Chinese messages", () => {
  it.each([
    ["console", consoleEnglish, consoleChinese],
    ["public", publicEnglish, publicChinese],
    ["offline", offlineEnglish, offlineChinese],
  ])("of the %s pages are none of them English", (_, english, chinese) => {
    expect(leftInEnglish(english, chinese)).toEqual([]);
  });

  it("find a sentence that nobody has translated, and let names and codes pass", () => {
    const english = { a: "Scan the label.", b: "GTIN", c: { d: "{seen} of {all}" }, e: ["Cisco show idprom"] };
    expect(leftInEnglish(english, { ...english, c: { d: "{seen} / {all}" } })).toEqual(["/a: Scan the label."]);
    expect(leftInEnglish({ a: "Read it." }, { a: "Read it now." })).toEqual(["/a: Read it now."]);
  });

  it("use each standard name that is allowed", () => {
    const said = new Set(leaves([consoleChinese, publicChinese, offlineChinese] as Tree).map(([, text]) => text));
    expect(STANDARD_NAMES.filter((name) => !said.has(name))).toEqual([]);
  });
});

it.each([
  ["English", consoleEnglish],
  ["Chinese", consoleChinese],
])("the %s note above the stock quotes the mark that it is about", (_, { stock }) => {
  expect(stock.disputedHint).toContain(`“${stock.marks.disputed}”`);
});
