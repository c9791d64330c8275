import { existsSync, mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig, devices } from "@playwright/test";

/**
 * The story told by its characters. Each worker has a whole installation of its own: fresh data folder, free ports, demo
 * seeded; what one story does to a ledger disturbs none that another worker tells.
 * `LEDGER=fabric npm run e2e`: one installation on a Fabric network, where a block is awaited after every write.
 */
const onFabric = process.env.LEDGER === "fabric";
// `npm run e2e -- e2e/one.spec.ts --workers=1` starts one installation; without it there are two.
const asked = process.argv.find((word) => word.startsWith("--workers="))?.slice("--workers=".length);
const workers = onFabric ? 1 : Number(asked ?? 2);

// Playwright reads this file once in every process; the first one chooses, the others find the choice in the environment.
process.env.TRUELANE_E2E_INSTALLATIONS ??= JSON.stringify(await choosePlaces(workers));
const places: readonly Place[] = JSON.parse(process.env.TRUELANE_E2E_INSTALLATIONS);
const mine = places[Number(process.env.TEST_PARALLEL_INDEX ?? 0)];
if (!mine) throw new Error("a worker without an installation: give their number as --workers=N");
process.env.TRUELANE_E2E_DATA_DIR = mine.folder;
const chromium = process.env.TRUELANE_CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(existsSync);

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  timeout: onFabric ? 300_000 : 150_000,
  expect: { timeout: onFabric ? 30_000 : 15_000 },
  ...(onFabric ? { globalTeardown: "e2e/fixtures/take-network-down.ts" } : {}),
  // One ledger, one worker: stories of one file are told in their order, on the installation of whoever took the file.
  workers,
  fullyParallel: false,
  // `npm test` names at its end what needed the second try.
  retries: 1,
  reporter: process.env.TRUELANE_E2E_REPORT
    ? [["list"], ["json", { outputFile: process.env.TRUELANE_E2E_REPORT }]]
    : [["list"]],
  use: {
    baseURL: addressOf(mine),
    trace: "retain-on-failure",
    launchOptions: {
      ...(chromium ? { executablePath: chromium } : {}),
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    },
  },
  projects: [{ name: "chromium", use: { ...devices["Desktop Chrome"] } }],
  webServer: places.map((place) => ({
    command: `${onFabric ? "npm run chaincode:package && npm run fabric:up && " : ""}node scripts/start.mjs`,
    env: {
      LEDGER: onFabric ? "fabric" : "embedded",
      FABRIC_DIR: join(place.folder, "fabric"),
      PORT: String(place.port),
      SCAN_PORT: String(place.scanPort),
      DATA_DIR: place.folder,
      HOST: "127.0.0.1",
      PUBLIC_URL: addressOf(place),
      DATABASE_URL: "",
      DEMO: "1",
      RATE_LIMITS: "off",
    },
    wait: { stdout: /TrueLane runs at/ },
    timeout: onFabric ? 600_000 : 300_000,
    stdout: "pipe" as const,
    gracefulShutdown: { signal: "SIGTERM" as const, timeout: 30_000 },
  })),
});

type Place = { readonly folder: string; readonly port: number; readonly scanPort: number };

function addressOf(place: Place): string {
  return `http://127.0.0.1:${place.port}`;
}

async function choosePlaces(count: number): Promise<Place[]> {
  const places: Place[] = [];
  for (let made = 0; made < count; made += 1) {
    const [port, scanPort] = [await freePort(), await freePort()];
    places.push({ folder: mkdtempSync(join(tmpdir(), "truelane-e2e-")), port, scanPort });
  }
  return places;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
