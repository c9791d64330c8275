import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { runningAddresses } from "./running-addresses.ts";

const dataDir = mkdtempSync(join(tmpdir(), "running-"));
const file = join(dataDir, "running.json");
const settings = { dataDir, publicUrl: "http://127.0.0.1:3000", scanUrl: "http://127.0.0.1:3001" };
const fromSettings = { url: settings.publicUrl, scanUrl: settings.scanUrl };
beforeEach(() => rmSync(file, { force: true }));
afterAll(() => rmSync(dataDir, { recursive: true }));

describe("the addresses of an installation", () => {
  it("are those that its start wrote into the data folder", () => {
    const running = { url: "http://127.0.0.1:4100", scanUrl: "http://127.0.0.1:4101" };
    writeFileSync(file, JSON.stringify({ pid: 1, started: "x", ...running }));
    expect(runningAddresses(settings)).toEqual(running);
  });

  it("are those of the settings where nothing runs", () => {
    expect(runningAddresses(settings)).toEqual(fromSettings);
  });

  it("are those of the settings where the file was cut off", () => {
    writeFileSync(file, '{"pid":1,"url":"http://127.0');
    expect(runningAddresses(settings)).toEqual(fromSettings);
  });
});
