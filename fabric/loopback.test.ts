import type { NetworkInterfaceInfo } from "node:os";
import { describe, expect, it } from "vitest";
import { onlyLoopbackSentence } from "./loopback.ts";

const address = (text: string, family: "IPv4" | "IPv6", internal: boolean) =>
  ({ address: text, family, internal }) as NetworkInterfaceInfo;
const LOOPBACK = [address("127.0.0.1", "IPv4", true), address("::1", "IPv6", true)];

describe("a host for peers", () => {
  it("is told what to do where its only IPv4 address is loopback", () => {
    expect(onlyLoopbackSentence({ lo: LOOPBACK })).toMatch(/only IPv4 address is loopback.*ip address add/);
    expect(onlyLoopbackSentence({ lo: LOOPBACK, eth0: [address("fe80::1", "IPv6", false)] })).toBeDefined();
    expect(onlyLoopbackSentence({})).toBeDefined();
  });

  it("is good with any other address, also a private one on lo", () => {
    expect(onlyLoopbackSentence({ lo: LOOPBACK, eth0: [address("192.0.2.7", "IPv4", false)] })).toBeUndefined();
    expect(onlyLoopbackSentence({ lo: [...LOOPBACK, address("10.255.255.1", "IPv4", true)] })).toBeUndefined();
  });
});
