import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { coarseNetworkOf, isPrivate } from "../domain/copies/coarse-network.ts";
import { forgetVisitorKeys, openCallers } from "./callers.ts";

const secrets = mkdtempSync(join(tmpdir(), "truelane-callers-"));
afterAll(() => rmSync(secrets, { recursive: true }));

const WEEK = 7 * 24 * 3_600_000;
const LABEL = "ab".repeat(32);
const DE = { of: () => ({ country: "DE", region: null, spot: null }) };
let now = 100 * WEEK;
const callers = openCallers(secrets, DE, () => now);
const from = (ip: string, agent = "phone", trusted = false) =>
  callers.of({ ip, header: (name) => (name === "user-agent" ? agent : undefined), trusted, member: null });

describe("a caller", () => {
  it("is the same for a reload, and another for another device or label", () => {
    const one = from("192.0.2.7").visitorOf(LABEL);
    expect(from("192.0.2.7").visitorOf(LABEL)).toBe(one);
    expect(from("192.0.2.8").visitorOf(LABEL)).not.toBe(one);
    expect(from("192.0.2.7", "laptop").visitorOf(LABEL)).not.toBe(one);
    expect(from("192.0.2.7").visitorOf("cd".repeat(32))).not.toBe(one);
  });

  it("cannot be followed into the next week, and the key of the last one is thrown away", () => {
    const one = from("192.0.2.7").visitorOf(LABEL);
    now += WEEK;
    expect(from("192.0.2.7").visitorOf(LABEL)).not.toBe(one);
    expect(readdirSync(secrets).sort()).toEqual(["visitors-100", "visitors-101"]);
    forgetVisitorKeys(secrets, now);
    expect(readdirSync(secrets)).toEqual(["visitors-101"]);
  });

  it("has a place only where a trusted proxy says so", () => {
    expect(from("192.0.2.7").place).toBeNull();
    expect(from("192.0.2.7", "phone", true).place?.country).toBe("DE");
  });

  it("keeps no address", () => {
    expect(from("192.0.2.7").network).toBe("192.0.2.0/24");
    expect(coarseNetworkOf("2001:db8:0012:3::4")).toBe("2001:db8:12::/48");
    expect(coarseNetworkOf("::ffff:192.0.2.7")).toBe("192.0.2.0/24");
    for (const ip of ["10.1.2.3", "172.20.0.1", "192.168.4.5", "::1", "127.0.0.1", "fd00::7", "fe80::1"])
      expect([ip, isPrivate(coarseNetworkOf(ip))]).toEqual([ip, true]);
    for (const ip of ["172.32.0.1", "192.0.2.7", "2001:db8::1"])
      expect([ip, isPrivate(coarseNetworkOf(ip))]).toEqual([ip, false]);
    expect(coarseNetworkOf("::1")).toBe("0:0:0::/48");
  });
});
