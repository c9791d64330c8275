import "server-only";

/**
 * Who asks, without an address: a pseudonym that changes with the label and every week, and the network in its coarsest form.
 * No cookie: what tells two devices apart is the address, the browser's name and its languages, behind a key that is thrown
 * away when its week is over, so that nobody can go back from a pseudonym to an address, and we neither.
 */
import { createHmac } from "node:crypto";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { coarseNetworkOf } from "../domain/copies/coarse-network.ts";
import type { MemberId } from "../domain/event/event.ts";
import type { HeaderOf, Place } from "../ports/place.ts";
import type { Caller } from "../ports/scan-book.ts";
import { ensureSecretFile } from "./secret-file.ts";

const WEEK = 7 * 24 * 3_600_000;
const KEY_FILE = /^visitors-(\d+)$/;

export type Asking = {
  readonly ip: string;
  readonly header: HeaderOf;
  /** The connection comes from a proxy that we trust: only then its headers say where the asker is. */
  readonly trusted: boolean;
  /** Whose person is signed in. */
  readonly member: MemberId | null;
};

export type Callers = { of(asking: Asking): Caller };

/** @param secrets folder of the installation's small secrets; @param now milliseconds */
export function openCallers(secrets: string, place: Place, now: () => number = Date.now): Callers {
  let key = { week: -1, bytes: Buffer.alloc(0) };
  function keyOf(at: number): Buffer {
    const week = Math.floor(at / WEEK);
    if (key.week !== week)
      key = { week, bytes: Buffer.from(ensureSecretFile(join(secrets, `visitors-${week}`)), "base64url") };
    return key.bytes;
  }
  return {
    of({ ip, header, trusted, member }) {
      const at = now();
      const device = `${ip}\n${header("user-agent") ?? ""}\n${header("accept-language") ?? ""}`;
      return {
        at: new Date(at).toISOString(),
        network: coarseNetworkOf(ip),
        place: trusted ? place.of(header) : null,
        member,
        visitorOf: (label) => createHmac("sha256", keyOf(at)).update(`${label}\n${device}`).digest("hex").slice(0, 32),
      };
    },
  };
}

/** Throws away the keys of weeks that are over. */
export function forgetVisitorKeys(secrets: string, now: number = Date.now()): void {
  if (!existsSync(secrets)) return;
  for (const name of readdirSync(secrets)) {
    const week = Number(KEY_FILE.exec(name)?.[1] ?? Number.NaN);
    if (week < Math.floor(now / WEEK)) rmSync(join(secrets, name), { force: true });
  }
}
