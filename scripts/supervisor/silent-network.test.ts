import { createServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { sayWhenSilent } from "./silent-network.ts";

const listening = createServer();
afterEach(() => void listening.close());

const parts = (...addresses: string[]) => ({
  channel: { channel: "truelane", chaincode: "truelane" },
  organisations: [
    {
      member: "lumen",
      mspId: "MakerMSP",
      certificate: "",
      key: "",
      peers: addresses.map((address) => ({ address, tlsAuthority: "" })),
    },
  ],
});

async function saidOf(...addresses: string[]): Promise<readonly string[]> {
  const lines: string[] = [];
  await sayWhenSilent(parts(...addresses), (line) => lines.push(line));
  return lines;
}

describe("at the start", () => {
  it("a network of which no peer takes a connection is named, with its addresses and the next step", async () => {
    const [line, ...others] = await saidOf("127.0.0.1:1", "[::1]:1");
    expect(line).toMatch(/^No peer of the network answers \(127\.0\.0\.1:1, \[::1\]:1\)\..*npm run fabric:up$/);
    expect(others).toEqual([]);
  });

  it("nothing is said while one peer answers", async () => {
    await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
    const address = listening.address();
    if (typeof address !== "object" || !address) throw new Error("no port");
    expect(await saidOf("127.0.0.1:1", `127.0.0.1:${address.port}`)).toEqual([]);
  });
});
