import { describe, expect, it } from "vitest";
import { type Work, workOn } from "../domain/verify/proof-of-work.ts";
import { askerOf } from "../usecases/asker.ts";
import { freshNumbers } from "../usecases/fresh-numbers.ts";
import { networkOf, scanLimits } from "./scan-limits.ts";

describe("who asks", () => {
  it("is one network for all addresses of an IPv6 subscriber, and one address for IPv4", () => {
    expect(networkOf("2001:db8:1:2:3::9")).toBe(networkOf("2001:DB8:1:2::1"));
    expect(networkOf("2001:db8:1:2::1")).not.toBe(networkOf("2001:db8:1:3::1"));
    expect(networkOf("::ffff:192.0.2.1")).toBe("192.0.2.1");
    expect(networkOf("192.0.2.1")).not.toBe(networkOf("192.0.2.2"));
  });

  it("is the peer, whatever a header claims", () => {
    expect(askerOf("192.0.2.9", "198.51.100.1", [])).toBe("192.0.2.9");
    expect(askerOf("192.0.2.9", "198.51.100.1", ["192.0.2.8"])).toBe("192.0.2.9");
  });

  it("is the last address that a trusted proxy wrote", () => {
    expect(askerOf("127.0.0.1", "203.0.113.5, 198.51.100.1", ["127.0.0.1"])).toBe("198.51.100.1");
    expect(askerOf("::ffff:127.0.0.1", undefined, ["127.0.0.1"])).toBe("127.0.0.1");
    expect(askerOf("127.0.0.1", ["203.0.113.5", "198.51.100.1"], ["127.0.0.1"])).toBe("198.51.100.1");
  });
});

describe("the work for an answer", () => {
  it("pays for each phone that asks from one address in the same second, and for none twice", async () => {
    const limits = scanLimits(freshNumbers("of these tests", () => 0));
    const [one, other] = ["192.0.2.1", "192.0.2.1"].map(limits.challenge);
    expect(other).toBe(one);
    const first = workOn(one ?? "", 0, 10_000_000) as Work;
    const second = workOn(other ?? "", first.answer + 1, 10_000_000) as Work;
    expect(await limits.paid("192.0.2.1", first)).toBe(true);
    expect(await limits.paid("192.0.2.1", second)).toBe(true);
    expect(await limits.paid("192.0.2.1", first)).toBe(false);
  });
});
