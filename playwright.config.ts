import { existsSync, mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig, devices } from "@playwright/test";

/**
 * The story told by its characters, against a whole installation of its own: fresh data folder, free ports, demo seeded.
 * `LEDGER=fabric npm run e2e`: on a Fabric network of its own, where a block is awaited after every write.
 */

// Playwright reads this file once in every process; the first one chooses, the others find the choice in the environment.
if (!process.env.TRUELANE_E2E_DATA_DIR) {
  const [port, scanPort] = [await freePort(), await freePort()];
  process.env.TRUELANE_E2E_PORT = String(port);
  process.env.TRUELANE_E2E_SCAN_PORT = String(scanPort);
  process.env.TRUELANE_E2E_DATA_DIR = mkdtempSync(join(tmpdir(), "truelane-e2e-"));
}
const baseURL = `http://127.0.0.1:${process.env.TRUELANE_E2E_PORT}`;
const onFabric = process.env.LEDGER === "fabric";
const chromium = process.env.TRUELANE_CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(existsSync);

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  timeout: onFabric ? 180_000 : 60_000,
  expect: { timeout: onFabric ? 30_000 : 10_000 },
  ...(onFabric ? { globalTeardown: "e2e/fixtures/take-network-down.ts" } : {}),
  // One installation, one ledger: stories that change it must not race each other on two cores.
  workers: 1,
  fullyParallel: false,
  reporter: process.env.TRUELANE_E2E_REPORT
    ? [["list"], ["json", { outputFile: process.env.TRUELANE_E2E_REPORT }]]
    : [["list"]],
  use: {
    baseURL,
    trace: "retain-on-failure",
    launchOptions: {
      ...(chromium ? { executablePath: chromium } : {}),
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    },
  },
  projects: [{ name: "chromium", use: { ...devices["Desktop Chrome"] } }],
  webServer: {
    command: `${onFabric ? "npm run chaincode:package && npm run fabric:up && " : ""}node scripts/start.mjs`,
    env: {
      LEDGER: onFabric ? "fabric" : "embedded",
      FABRIC_DIR: join(process.env.TRUELANE_E2E_DATA_DIR ?? "", "fabric"),
      PORT: process.env.TRUELANE_E2E_PORT ?? "",
      SCAN_PORT: process.env.TRUELANE_E2E_SCAN_PORT ?? "",
      DATA_DIR: process.env.TRUELANE_E2E_DATA_DIR ?? "",
      HOST: "127.0.0.1",
      PUBLIC_URL: baseURL,
      DATABASE_URL: "",
      DEMO: "1",
      RATE_LIMITS: "off",
    },
    wait: { stdout: /TrueLane runs at/ },
    timeout: onFabric ? 600_000 : 300_000,
    stdout: "pipe",
    gracefulShutdown: { signal: "SIGTERM", timeout: 30_000 },
  },
});

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
