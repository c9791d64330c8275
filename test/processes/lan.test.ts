import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Installation, startInstallation } from "./installation.ts";

/** Two namespaces of this test's own with a cable between them: the machine, and a phone that shares no loopback with it. */
const MACHINE = `tl-machine-${process.pid}`;
const PHONE = `tl-phone-${process.pid}`;
const ADDRESS = "10.77.0.1";
const PORT = 3443;

/** What the phone gets to see of the certificate; node refuses an address that it does not name. */
const SHOW_CERTIFICATE = `
const { checkServerIdentity, connect } = require("node:tls");
const socket = connect({ host: "${ADDRESS}", port: ${PORT}, rejectUnauthorized: false }, () => {
  const shown = socket.getPeerCertificate();
  console.log(shown.fingerprint256, checkServerIdentity("${ADDRESS}", shown) ?? "");
  socket.destroy();
});`;

const run = (command: string, ...args: string[]) => spawnSync(command, args, { encoding: "utf8" });
const inPhone = (...args: string[]) => run("ip", "netns", "exec", PHONE, ...args);

/** Why this cannot be tried here, or nothing. */
function missing(): string | undefined {
  if (process.platform !== "linux") return "network namespaces are Linux's";
  if (process.getuid?.() !== 0) return "only root may make a network namespace";
  if (!["ip", "curl"].every((name) => run("which", name).status === 0)) return "ip and curl are not installed";
  const made = run("ip", "netns", "add", MACHINE);
  return made.status === 0 ? undefined : `no network namespace can be made here: ${made.stderr.trim()}`;
}

const reason = missing();
if (reason) process.stdout.write(`Not run: --lan over a local network: ${reason}\n`);
let folder: string | undefined;
let one: Installation | undefined;

beforeAll(async () => {
  if (reason) return;
  lay();
  folder = mkdtempSync(join(tmpdir(), "truelane-lan-"));
  one = await startInstallation({
    dataDir: join(folder, "data"),
    env: { DEMO: "0", RATE_LIMITS: "on" },
    prefix: ["ip", "netns", "exec", MACHINE],
    args: ["--lan"],
  });
});
afterAll(async () => {
  await one?.stop();
  for (const name of [MACHINE, PHONE]) if (existsSync(`/run/netns/${name}`)) run("ip", "netns", "del", name);
  if (folder) rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(reason !== undefined)("npm start -- --lan", () => {
  it("answers a phone of the local network over https, under an address that the terminal shows as a QR code", () => {
    const said = one?.said() ?? "";
    const url = `https://${ADDRESS}:${PORT}`;
    expect(said).toContain(`TrueLane runs at ${url}`);
    expect(said).toMatch(/█▀▀▀▀▀█|▄▄▄▄▄▄▄/);
    const fingerprint = /^ {2}((?:[0-9A-F]{2}:){31}[0-9A-F]{2})$/m.exec(said)?.[1];

    const page = inPhone("curl", "-sk", "--max-time", "20", "-w", "\n%{http_code}", `${url}/scan`);
    expect(page.stdout.trim().endsWith("200")).toBe(true);
    expect(page.stdout).toContain(`data-public-url="${url}"`);
    const strict = inPhone("curl", "-s", "--max-time", "20", `${url}/scan`);
    expect(strict.status).toBe(60); // curl: the peer's certificate cannot be authenticated
    const shown = inPhone(process.execPath, "-e", SHOW_CERTIFICATE).stdout.trim();
    expect(shown).toBe(fingerprint);
  });

  it("has nothing but the https front open to the network, and takes a phone's address from no header", () => {
    const plain = inPhone("curl", "-s", "--max-time", "5", `http://${ADDRESS}:${new URL(one?.url ?? "").port}/livez`);
    expect(plain.status).toBe(7); // curl: failed to connect
    const statuses = Array.from({ length: 22 }, (_, n) => {
      const header = `X-Forwarded-For: 198.51.100.${n}`;
      const code = `${"Z".repeat(18)}${String(n).padStart(2, "0")}`;
      const asked = inPhone(
        "curl",
        "-sk",
        "-o",
        "/dev/null",
        "-w",
        "%{http_code}",
        "-H",
        header,
        `https://${ADDRESS}:${PORT}/v/${code}`,
      );
      return asked.stdout;
    });
    expect(statuses.slice(20)).toEqual(["429", "429"]);
  });
});

/** The cable, and an address at each end. */
function lay(): void {
  for (const command of [
    `ip netns add ${PHONE}`,
    `ip link add lan0 netns ${MACHINE} type veth peer name lan0 netns ${PHONE}`,
    `ip -n ${MACHINE} addr add ${ADDRESS}/24 dev lan0`,
    `ip -n ${PHONE} addr add 10.77.0.2/24 dev lan0`,
    ...[MACHINE, PHONE].flatMap((name) => [`ip -n ${name} link set lo up`, `ip -n ${name} link set lan0 up`]),
  ]) {
    const [program = "", ...args] = command.split(" ");
    const done = run(program, ...args);
    if (done.status !== 0) throw new Error(`${command}: ${done.stderr}`);
  }
}
