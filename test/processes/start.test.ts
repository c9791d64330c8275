import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import {
  environment,
  eventually,
  freePort,
  type Installation,
  processesWith,
  processOf,
  ROOT,
  startInstallation,
} from "./installation.ts";

const onLinux = process.platform === "linux";
let folder: string;
let running: Installation[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "truelane-start-"));
});
afterEach(async () => {
  await Promise.all(running.map((each) => each.stop()));
  running = [];
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function start(
  name: string,
  options: Partial<Parameters<typeof startInstallation>[0]> = {},
): Promise<Installation> {
  const installation = await startInstallation({
    dataDir: join(folder, name),
    ...options,
    env: { DEMO: "0", ...options.env },
  });
  running.push(installation);
  return installation;
}

/** What a person reads when it gives up: one line, and exit code 2. */
async function complaintOf(installation: Installation): Promise<string> {
  expect(await installation.ended).toBe(2);
  const lines = installation.said().trim().split("\n");
  expect(lines).toHaveLength(1);
  return lines[0] ?? "";
}

describe("a start", () => {
  it("serves, keeps its secrets to itself, and leaves nothing behind when it is stopped", async () => {
    const one = await start("plain");
    expect((await fetch(`${one.url}/readyz`)).status).toBe(200);
    expect((await fetch(`${one.scanUrl}/livez`)).status).toBe(200);
    for (const url of [one.url, one.scanUrl]) {
      expect(await (await fetch(`${url}/readyz`)).json()).toEqual({
        ready: true,
        database: "ok",
        tables: "ok",
        queue: "ok",
        ledger: "ok",
      });
      expect((await fetch(`${url}/metrics`)).status).toBe(404);
    }
    for (const name of ["postgres-password", "secrets", "keys", "running.json"]) {
      expect([name, statSync(join(one.dataDir, name)).mode & 0o077]).toEqual([name, 0]);
    }
    expect(await one.stop()).toBe(0);
    expect(processesWith(one.dataDir)).toEqual([]);
    expect(processOf(one.dataDir, "bin/node ")).toEqual([]);
    expect(existsSync(join(one.dataDir, "running.json"))).toBe(false);
  });

  it("prints a founding address once the folder is empty, and needs no demo", async () => {
    const one = await start("plain");
    const token = /\/found\?token=(\S+)/.exec(one.said())?.[1] ?? "";
    expect(token.length).toBeGreaterThan(30);
    expect(existsSync(join(one.dataDir, "demo.json"))).toBe(false);
  });

  it("names a taken port before anything else", async () => {
    const { port, server } = await takenPort();
    const done = spawnSync("node", [join(ROOT, "scripts/start.mjs")], {
      cwd: ROOT,
      encoding: "utf8",
      env: environment({ PORT: String(port), DATA_DIR: join(folder, "unused") }),
    });
    server.close();
    expect(done.status).toBe(2);
    expect(done.stderr).toMatch(new RegExp(`^truelane: port ${port} \\(PORT\\) is in use\\..*\\n$`));
  });

  it.runIf(onLinux)("ends when npm itself was killed", async () => {
    const dataDir = join(folder, "npm");
    const env = environment({
      PORT: String(await freePort()),
      SCAN_PORT: String(await freePort()),
      DATA_DIR: dataDir,
      DEMO: "0",
    });
    const npm = spawn("npm", ["start"], { cwd: ROOT, env, stdio: ["ignore", "pipe", "inherit"] });
    let said = "";
    npm.stdout.on("data", (chunk) => {
      said += chunk;
    });
    await eventually(() => said.includes("TrueLane runs at"), "it serves", 300_000);
    npm.kill("SIGKILL");
    await eventually(() => processOf(dataDir, "bin/node ").length === 0, "all of it ends");
  });

  it("lists every wrong setting", async () => {
    const one = await startInstallation({ dataDir: join(folder, "wrong"), env: { LEDGER: "paper", DEMO: "perhaps" } });
    expect(await one.ended).toBe(2);
    expect(one.said()).toMatch(/LEDGER must be embedded or fabric/);
    expect(one.said()).toMatch(/DEMO must be 1 or 0/);
  });

  it("refuses a folder that another one uses, and leaves that one alone", async () => {
    const one = await start("shared");
    const other = await startInstallation({ dataDir: one.dataDir, env: { DEMO: "0" } });
    expect(await complaintOf(other)).toMatch(/already runs on .*shared/);
    expect((await fetch(`${one.url}/readyz`)).status).toBe(200);
  });

  it("refuses a folder of a newer version and changes nothing in it", async () => {
    const dataDir = join(folder, "newer");
    mkdirSync(dataDir);
    const note = '{"version":"99.0.0"}\n';
    writeFileSync(join(dataDir, "version.json"), note);
    const one = await startInstallation({ dataDir });
    expect(await complaintOf(one)).toMatch(/was written by TrueLane 99\.0\.0/);
    expect(readFileSync(join(dataDir, "version.json"), "utf8")).toBe(note);
    expect(existsSync(join(dataDir, "pg18"))).toBe(false);
  });

  it("refuses a database of another PostgreSQL", async () => {
    const dataDir = join(folder, "older-database");
    mkdirSync(join(dataDir, "pg17"), { recursive: true });
    const one = await startInstallation({ dataDir });
    expect(await complaintOf(one)).toMatch(/PostgreSQL 17.*restore/);
  });

  it("says that a database of one's own does not answer", async () => {
    const one = await startInstallation({
      dataDir: join(folder, "own-database"),
      env: { DATABASE_URL: `postgresql://nobody@127.0.0.1:${await freePort()}/none` },
    });
    expect(await complaintOf(one)).toMatch(/database of DATABASE_URL does not answer/);
  });

  it("says that there is no network to record on, or no such organisation in it", async () => {
    const file = join(folder, "organisations.json");
    const asking = (name: string, env: Record<string, string>) =>
      startInstallation({
        dataDir: join(folder, name),
        env: { LEDGER: "fabric", FABRIC_ORGANISATIONS: file, ...env },
      });
    expect(await complaintOf(await asking("no-network", {}))).toMatch(
      /LEDGER=fabric finds no network: .*organisations\.json is not there\. Run npm run fabric:up first/,
    );
    const one = { member: "lumen", mspId: "MakerMSP", certificate: "c", key: "k" };
    const peers = [{ address: "127.0.0.1:1", tlsAuthority: "t" }];
    writeFileSync(file, JSON.stringify({ organisations: [{ ...one, peers }] }));
    expect(await complaintOf(await asking("no-organisation", { FABRIC_MSP_ID: "NopeMSP" }))).toMatch(
      /FABRIC_MSP_ID=NopeMSP is none of the organisations in .*\(MakerMSP\)\. Choose one of them\./,
    );
  });

  it.runIf(onLinux)("calls a full disk a full disk", async () => {
    const one = await startInstallation({
      dataDir: join(folder, "full"),
      prefix: ["prlimit", "--fsize=2000000", "--"],
    });
    expect(await complaintOf(one)).toMatch(/is full, or a limit on file sizes/);
  });

  it.runIf(onLinux)(
    "heals after the supervisor was killed: its processes end, the database is taken over",
    async () => {
      const one = await start("killed");
      const database = processesWith(join(one.dataDir, "pg18"));
      expect(database.length).toBeGreaterThan(0);
      one.supervisor.kill("SIGKILL");
      await eventually(
        () => processOf(one.dataDir, "bin/node ").length === 0,
        "the children end with their supervisor",
      );
      const again = await start("killed");
      expect((await fetch(`${again.url}/readyz`)).status).toBe(200);
      expect(processesWith(join(one.dataDir, "pg18"))).not.toContain(database[0]);
    },
  );
});

async function takenPort(): Promise<{ port: number; server: Server }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (!address || typeof address !== "object") throw new Error("no port");
  return { port: address.port, server };
}
