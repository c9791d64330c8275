/** One installation a data folder, one version at a time: lock, version note, room on the disk. */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CannotStart, diskFullSentence } from "../../lib/server/postgres/cannot-start.ts";
import { startOfProcess } from "./process-identity.ts";

const NEEDED_BYTES = 300_000_000;

export type HeldFolder = { release(): void };
/** Where this start answers, written into `running.json` for whoever looks into the folder. */
type Addresses = { readonly url: string; readonly scanUrl: string };

/** Makes the folder if need be and takes its lock. Throws `CannotStart` when a living TrueLane holds it, or the disk is full. */
export function holdDataFolder(dataDir: string, { url, scanUrl }: Addresses): HeldFolder {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    refuseFullDisk(dataDir);
    return takeLock(join(dataDir, "running.json"), dataDir, { url, scanUrl });
  } catch (fault) {
    if (fault instanceof CannotStart) throw fault;
    const code = (fault as NodeJS.ErrnoException).code;
    if (code === "EACCES" || code === "EPERM" || code === "EROFS" || code === "ENOTDIR" || code === "EEXIST") {
      throw new CannotStart(`DATA_DIR=${dataDir} cannot be written (${code}). Choose a folder that belongs to you.`);
    }
    throw new CannotStart(diskFullSentence(fault, dataDir) ?? `DATA_DIR=${dataDir} cannot be used: ${fault}`);
  }
}

function refuseFullDisk(dataDir: string): void {
  const { bavail, bsize } = statfsSync(dataDir);
  if (bavail * bsize >= NEEDED_BYTES) return;
  const free = Math.floor((bavail * bsize) / 1_000_000);
  throw new CannotStart(
    `only ${free} MB are free on the disk of ${dataDir}. TrueLane needs 300 MB to start safely; free some space.`,
  );
}

function takeLock(file: string, dataDir: string, addresses: Addresses): HeldFolder {
  const mine = JSON.stringify({ pid: process.pid, started: startOfProcess(process.pid), ...addresses });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, mine, { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      if (linked(draft, file)) return { release: () => releaseLock(file, mine) };
      const holder = livingHolder(file);
      if (holder) {
        throw new CannotStart(
          `TrueLane already runs on ${dataDir} (process ${holder.pid}, ${holder.url}). Stop it, or set DATA_DIR to another folder.`,
        );
      }
      rmSync(file, { force: true });
    }
  } finally {
    rmSync(draft, { force: true });
  }
  throw new CannotStart(`another start is taking ${dataDir} at this moment. Try again.`);
}

// A link appears whole or not at all, also when two starts race.
function linked(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw fault;
  }
}

function livingHolder(file: string): { pid: number; url: string } | undefined {
  try {
    const holder = JSON.parse(readFileSync(file, "utf8")) as { pid: number; started?: string; url: string };
    return holder.started !== undefined && startOfProcess(holder.pid) === holder.started ? holder : undefined;
  } catch {
    // Gone meanwhile, or cut off by a crash: nobody holds it.
    return undefined;
  }
}

function releaseLock(file: string, mine: string): void {
  try {
    if (readFileSync(file, "utf8") === mine) rmSync(file);
  } catch {
    // Already gone.
  }
}

/** Refuses a folder that a newer version has written, and notes ours in it. */
export function noteVersion(dataDir: string, version: string): void {
  const file = join(dataDir, "version.json");
  const before = writtenVersion(file);
  if (before && isNewer(before, version)) {
    throw new CannotStart(
      `${dataDir} was written by TrueLane ${before}, this is ${version}. Start ${before} or newer, or restore a backup of ${version}.`,
    );
  }
  if (before === version) return;
  writeFileSync(`${file}.new`, `${JSON.stringify({ version })}\n`);
  renameSync(`${file}.new`, file);
}

function writtenVersion(file: string): string | undefined {
  try {
    const { version } = JSON.parse(readFileSync(file, "utf8")) as { version?: unknown };
    return typeof version === "string" ? version : undefined;
  } catch {
    return undefined;
  }
}

function isNewer(a: string, b: string): boolean {
  const [left, right] = [a, b].map((text) => text.split(/[.+-]/).slice(0, 3).map(Number));
  for (let i = 0; i < 3; i += 1) {
    const difference = (left?.[i] ?? 0) - (right?.[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}
