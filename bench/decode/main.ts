/**
 * Decoding dumps of real modules against the `ethtool` program, which gets the same bytes through a shim in place of a device.
 * ethtool decodes one module a process, so its figure is given twice: with the process, as an administrator meets it, and without
 * it, by taking off what the same process costs when the device has no module. Ours is one process for all. CPU time, interleaved.
 * Then the slowest of many mutated dumps, and a whole site's captures as the page decodes them.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeBytes, decodeCapture } from "../../lib/domain/optics/decode-capture.ts";
import { cpuOf, dumps } from "./dumps.ts";
import { judgeHostile } from "./hostile.ts";
import { judgeMutated } from "./mutated.ts";
import { judgeSite } from "./site.ts";

const ROUNDS = 5;
const OURS = 4_000;
const THEIRS = 100;
const ETHTOOL = ["/usr/sbin/ethtool", "/sbin/ethtool", "/usr/bin/ethtool"].find((path) => existsSync(path));

/** CPU microseconds of so many ethtool processes, as the shell that started them counts its children. */
function cpuOfEthtool(shim: string, file: string | undefined): number {
  const script = `for i in $(seq ${THEIRS}); do "$0" -m fake0 >/dev/null 2>&1; done; times`;
  const env = { ...process.env, LD_PRELOAD: shim, ...(file !== undefined && { SHIM_EEPROM: file }) };
  const { stdout } = spawnSync("bash", ["-c", script, ETHTOOL ?? ""], { env, encoding: "utf8" });
  const [, children = ""] = stdout.trim().split("\n").slice(-2);
  return [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + (Number(minutes) * 60 + Number(seconds)) * 1e6,
    0,
  );
}

function buildShim(folder: string): string | undefined {
  const shim = join(folder, "ethtool-shim.so");
  try {
    execFileSync("cc", ["-shared", "-fPIC", "-O2", "-o", shim, join(import.meta.dirname, "ethtool-shim.c"), "-ldl"]);
    return shim;
  } catch {
    return undefined;
  }
}

const folder = mkdtempSync(join(tmpdir(), "bench-decode-"));
try {
  const shim = ETHTOOL === undefined ? undefined : buildShim(folder);
  if (!shim)
    process.stdout.write(
      `decode: ${ETHTOOL === undefined ? "ethtool is not installed" : "there is no C compiler for the shim"}, so there is no peer; ours alone\n`,
    );
  for (const [name, make] of Object.entries(dumps)) {
    const file = join(folder, "eeprom.bin");
    writeFileSync(file, make(1));
    if (shim) {
      const said = spawnSync(ETHTOOL ?? "", ["-m", "fake0"], {
        env: { ...process.env, LD_PRELOAD: shim, SHIM_EEPROM: file },
        encoding: "utf8",
      });
      const known = decodeCapture(said.stdout).expect as { modules?: readonly { vendor_sn?: string }[] };
      const ours = decodeBytes(new Uint8Array(readFileSync(file))).expect as { vendor_sn?: string };
      // Both must have decoded these very bytes, or the figures say nothing.
      if (known.modules?.[0]?.vendor_sn !== ours.vendor_sn)
        throw new Error(`ethtool read another serial number from ${name}: ${said.stdout.slice(0, 200)}${said.stderr}`);
    }
    const images = Array.from({ length: 200 }, (_, at) => make(at));
    const rounds: { ours: number; whole: number; net: number }[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const ours = cpuOf(() => {
        for (let at = 0; at < OURS; at++) decodeBytes(images[at % images.length]!);
      });
      const whole = shim ? cpuOfEthtool(shim, file) : Number.NaN;
      const start = shim ? cpuOfEthtool(shim, undefined) : Number.NaN;
      // The first one warms everything up.
      if (round === 0) continue;
      const each = { ours: ours / OURS, whole: whole / THEIRS, net: Math.max(0, whole - start) / THEIRS };
      rounds.push(each);
      process.stdout.write(
        `${name} round ${round}: ours ${each.ours.toFixed(0)} µs a dump, ethtool ${each.whole.toFixed(0)} µs with its process, ${each.net.toFixed(0)} µs without\n`,
      );
    }
    if (shim) {
      process.stdout.write(
        `decode ${name}: ethtool takes ${range(rounds.map(({ ours, whole }) => whole / ours))} times ours with its process\n`,
      );
      process.stdout.write(
        `decode ${name}: ethtool takes ${range(rounds.map(({ ours, net }) => net / ours))} times ours without it (it prints; ours also judges rules)\n`,
      );
    }
  }
  judgeMutated();
  judgeHostile();
  judgeSite();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function range(ratios: number[]): string {
  const sorted = ratios.sort((left, right) => left - right);
  const [low, middle, high] = [sorted[0] ?? 0, sorted[Math.floor(sorted.length / 2)] ?? 0, sorted.at(-1) ?? 0];
  return `${middle.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
}
