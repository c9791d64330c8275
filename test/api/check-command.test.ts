/** `truelane check`: exit 0 says that every module agreed with its record; what could not be compared has not agreed. */
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { check as command } from "../../lib/server/cli/check.ts";
import { decode } from "../../lib/server/cli/decode.ts";
import { CODE, doors, dump, MODULE, RECORD } from "./module-check-doors.ts";
import { TIME } from "./network-of-two.ts";
import { ask } from "./requests.ts";

let behind = doors();
const folder = mkdtempSync(join(tmpdir(), "truelane-check-"));
const server = createServer(async (request, response) => {
  const answer = await ask(behind, "checkModules", { body: JSON.parse(await text(request)) });
  response.writeHead(answer.status, { "content-type": "application/json" }).end(answer.text);
});
const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

beforeAll(() => once(server.listen(0, "127.0.0.1"), "listening"));
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

async function check(capture: string, from = doors(), code?: string) {
  behind = from;
  const file = join(folder, "capture.txt");
  writeFileSync(file, capture);
  const { exit, json, lines } = await command.run({ words: [file], options: { server: url(), code } });
  return { exit, json: json as { ok: boolean; outcome: string }, said: lines.join("\n") };
}

const CISCO = (serial: string) =>
  `NAME: "Te1/1/1", DESCR: "SFP-10GBase-SR"\nPID: FTLX8571D3BCL , VID: V03, SN: ${serial}\n`;

const NAMED = (maker: string, serial: string) =>
  `$ ethtool -m eth0\nIdentifier : 0x03 (SFP)\nVendor name : ${maker}\nVendor SN : ${serial}\n`;

describe("a module that agrees with its record", () => {
  it("is good, with its label too", async () => {
    for (const code of [undefined, CODE]) {
      const { exit, json, said } = await check(dump(), doors(), code);
      expect([exit, json.ok, json.outcome]).toEqual(["good", true, "agrees"]);
      expect(said).toContain("Nothing contradicts itself or the record.");
    }
  });

  it("is not good where the label is void, unknown or another's", async () => {
    const twin = { ...MODULE, record: { ...RECORD, serialNumber: "SN0007" } };
    for (const from of [doors({}, [], [], { isVoid: true }), doors({}, [], [], { module: twin })]) {
      const { exit, json, said } = await check(dump(), from, CODE);
      expect([exit, json.ok, json.outcome]).toEqual(["negative", false, "disagrees"]);
      expect(said).not.toContain("Nothing contradicts");
    }
    expect((await check(dump(), doors(), "no code at all")).json.outcome).toBe("disagrees");
  });

  it("is not good where it is recalled or stolen", async () => {
    for (const standing of [{ recalled: { at: TIME, reason: "solder" } }, { stolenAt: TIME }])
      expect((await check(dump(), doors(standing))).json.outcome).toBe("disagrees");
  });
});

describe("a module of which nothing can be told", () => {
  it("that names no maker is no agreement, and nothing is said to fit a record", async () => {
    const { exit, json, said } = await check(CISCO("TOTALLYFAKE9"));
    expect([exit, json.ok, json.outcome]).toEqual(["negative", false, "cannot-tell"]);
    expect(said).toContain("Cannot tell: the capture names no maker.");
    expect(said).toContain("Cannot tell: nothing was compared with a record.");
    expect(said).not.toContain("Nothing contradicts");
  });

  it.each([
    ["maker not here", dump({ serial: "SN0002", name: "SOMEBODY ELSE" }), doors(), "its maker keeps no records here"],
    [
      "two records",
      dump(),
      doors({}, [], [{ ...MODULE, label: "ef".repeat(32) }]),
      "Give the label's code with --code",
    ],
  ])("is no agreement either: %s", async (_, capture, from, words) => {
    const { exit, json, said } = await check(capture, from);
    expect([exit, json.ok, json.outcome]).toEqual(["negative", false, "cannot-tell"]);
    expect(said).toContain(words);
  });

  it("is told what to give where the capture says nothing of it that could be checked", async () => {
    const { json, said } = await check("Ethernet1/1\n    transceiver is present\n");
    expect([json.ok, json.outcome]).toEqual([false, "cannot-tell"]);
    expect(said).toContain("Cannot tell: the capture says nothing of the module that could be checked.");
    expect(said).toContain("Next: give the whole output of show interface transceiver details");
    expect((await check(dump())).said).not.toContain("Next: give");
  });

  it("beside one that agrees is counted", async () => {
    const { exit, json, said } = await check(`${dump()}\n${CISCO("TOTALLYFAKE9")}`);
    expect([exit, json.outcome]).toEqual(["negative", "cannot-tell"]);
    expect(said).toContain("Cannot tell of 1 of 2 modules: they were not compared with a record. The others agree.");
  });
});

it("a serial number that its maker does not know disagrees, whatever stands beside it", async () => {
  const { exit, json, said } = await check(`${dump()}\n${dump({ serial: "SN0002" })}`);
  expect([exit, json.ok, json.outcome]).toEqual(["negative", false, "disagrees"]);
  expect(said).toContain("Not registered: its maker is a member here");
  expect(said).toContain("Not everything agrees: see above.");
});

it("a label of one of many modules is its own, wherever in the capture that one stands", async () => {
  const strangers = Array.from({ length: 250 }, (_, at) => NAMED("SOMEBODY ELSE", `SE${1000 + at}`));
  const { json, said } = await check([NAMED("EXAMPLE OPTICS", "SN0001"), ...strangers].join("\n"), doors(), CODE);
  expect([json.outcome, said]).toEqual(["cannot-tell", expect.stringContaining("Cannot tell of 250 of 251 modules")]);
  expect(said).toContain("Label: the label belongs to serial SN0001, which the module has.");
  expect(said).not.toContain("LABEL_SERIAL_CONFLICT");
});

it("what decode prints of itself: no contradiction is said only of what was checked", async () => {
  const decoded = async (capture: string) => {
    const file = join(folder, "decoded.txt");
    writeFileSync(file, capture);
    return (await decode.run({ words: [file], options: {} })).lines.join("\n");
  };
  expect(await decoded(dump())).toContain("Nothing contradicts itself.");
  const port = "Ethernet1/1\n    transceiver is present\n";
  const both = await decoded(`${port}${port.replace("1/1", "1/2")}    serial number is SN0001\n`);
  expect(both).toContain("Cannot tell of 1 of 2 modules: the capture says nothing of them that could be checked.");
  expect(both).not.toContain("Nothing contradicts");
});

it("a record that cannot be asked is a failure, not an answer", async () => {
  const limited = { ...doors(), checkLimits: { asks: async () => false, misses: async () => false } };
  const { exit, json } = await check(dump(), limited);
  expect([exit, json.ok]).toEqual(["failed", false]);
});
