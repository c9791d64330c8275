import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { chromium } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeOfBytes } from "../../lib/domain/label/code.ts";
import { findChromium } from "../../scripts/bootstrap/chromium.mjs";
import { type Installation, processOf, startInstallation } from "./installation.ts";

/** What one address may ask of unknown codes in ten minutes. */
const FREE = 20;
const FLOOD_PER_SECOND = 1_000;
const FLOOD_SECONDS = 5;
const FLOODER = "203.0.113.66";

let folder: string;
let one: Installation;
let known: string;
const agent = new Agent({ keepAlive: true, maxSockets: 128 });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "truelane-askers-"));
  one = await startInstallation({
    dataDir: join(folder, "data"),
    env: { DEMO: "1", RATE_LIMITS: "on", TRUSTED_PROXIES: "127.0.0.1" },
  });
  const demo = JSON.parse(readFileSync(join(folder, "data", "demo.json"), "utf8")) as {
    labels: { story: string; code: string }[];
  };
  known = demo.labels.find(({ story }) => story === "in-stock")?.code ?? "";
}, 180_000);
afterAll(async () => {
  agent.destroy();
  await one?.stop();
  rmSync(folder, { recursive: true, force: true });
});

type Asked = { readonly status: number; readonly ms: number };

function ask(base: string, path: string, headers: Record<string, string> = {}): Promise<Asked> {
  const since = performance.now();
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(base);
    const asked = request({ agent, hostname, port, path, headers }, (answer) => {
      answer.resume();
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, ms: performance.now() - since }));
    });
    asked.on("error", reject);
    asked.end();
  });
}

const from = (address: string) => ({ "x-forwarded-for": address, accept: "application/json" });
const nobodys = () => `/v/${codeOfBytes(randomBytes(16))}`;

const executablePath = findChromium();
if (!executablePath)
  process.stdout.write("Not run: the work for an answer in a real browser: Chromium is not installed\n");

/** Of the scan listener, in bytes. */
function memory(): number {
  const [pid] = processOf(one.dataDir, "lib/server/scan.ts");
  const pages = readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1];
  return Number(pages) * 4096;
}

describe("who asks", () => {
  it("is answered for a path that is no UTF-8, by the web process as by the scan listener", async () => {
    for (const base of [one.url, one.scanUrl]) {
      expect((await ask(base, "/v/%E0%A4%A", from("198.51.100.1"))).status).toBe(404);
      expect((await ask(base, "/01/09506000134352/21/%E0%A4%A", from("198.51.100.1"))).status).toBe(400);
    }
    expect((await ask(one.url, "/nowhere/%E0%A4%A")).status).toBe(404);
  });

  it("is one asker for a trusted proxy's last address, whatever stood in the header before", async () => {
    const statuses: number[] = [];
    for (let n = 0; n < FREE + 2; n++)
      statuses.push((await ask(one.url, nobodys(), from(`198.51.100.${n}, 203.0.113.9`))).status);
    expect(statuses.slice(0, FREE)).toEqual(Array(FREE).fill(404));
    expect(statuses.slice(FREE)).toEqual([429, 429]);
    expect((await ask(one.url, nobodys(), from("203.0.113.10"))).status).toBe(404);
  });

  it.skipIf(!executablePath)(
    "and shares an address with a guesser, gets an answer after its browser has worked for it, and again when it comes back",
    async () => {
      const shared = from("203.0.113.77");
      for (const base of [one.url, one.scanUrl]) {
        for (let n = 0; n <= FREE; n++) await ask(base, nobodys(), shared);
        const browser = await chromium.launch({
          executablePath,
          args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
        });
        try {
          const page = await browser.newPage({
            locale: "en-GB",
            extraHTTPHeaders: { "x-forwarded-for": shared["x-forwarded-for"] },
          });
          const faults: string[] = [];
          page.on("pageerror", ({ message }) => faults.push(message));
          const path = nobodys();
          const told = await fetch(`${base}${path}`, { headers: { ...shared, accept: "text/html" } });
          expect(told.status).toBe(429);
          expect(await told.text()).toContain("asks again by itself");
          // Not until it is loaded: by then the page may have done its work and left.
          const refused = await page.goto(`${base}${path}`, { waitUntil: "commit" });
          expect(refused?.status()).toBe(429);
          await page.getByRole("heading", { name: "No record for this code." }).waitFor({ timeout: 60_000 });
          expect(new URL(page.url()).searchParams.get("work")).toMatch(/^[0-9a-f]{32}\.\d+$/);
          expect((await page.reload({ waitUntil: "commit" }))?.status()).toBe(429);
          await page.getByRole("heading", { name: "No record for this code." }).waitFor({ timeout: 60_000 });
          expect(faults).toEqual([]);
        } finally {
          await browser.close();
        }
      }
    },
    180_000,
  );

  it.skipIf(process.platform !== "linux")(
    "and asks nicely is not locked out while another asks for a thousand unknown codes a second",
    async () => {
      await Promise.all(Array.from({ length: 3_000 }, () => ask(one.scanUrl, nobodys(), from(FLOODER))));
      const before = memory();
      const flood: Promise<Asked>[] = [];
      const honest: Promise<Asked>[] = [];
      const since = performance.now();
      for (let tick = 0; tick < FLOOD_SECONDS * 50; tick++) {
        for (let n = 0; n < FLOOD_PER_SECOND / 50; n++) flood.push(ask(one.scanUrl, nobodys(), from(FLOODER)));
        honest.push(ask(one.scanUrl, `/v/${known}`, from(`192.0.2.${tick % 250}`)));
        if (tick % 10 === 0) honest.push(ask(one.scanUrl, nobodys(), from(`192.0.3.${tick}`)));
        await sleep(Math.max(0, since + (tick + 1) * 20 - performance.now()));
      }
      const [floods, answers] = [await Promise.all(flood), await Promise.all(honest)];
      const seconds = (performance.now() - since) / 1_000;
      const slow = answers.map(({ ms }) => ms).sort((a, b) => a - b)[Math.floor(answers.length * 0.95)] ?? 0;
      const grown = (memory() - before) / 2 ** 20;
      process.stdout.write(
        `${Math.round(floods.length / seconds)} unknown codes a second from one address; honest scans: p95 ${slow.toFixed(0)} ms; the listener grew by ${grown.toFixed(0)} MB\n`,
      );
      expect(new Set(floods.map(({ status }) => status))).toEqual(new Set([429]));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 404]));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(FLOOD_SECONDS * 50);
      expect(grown).toBeLessThan(96);
    },
    120_000,
  );
});
