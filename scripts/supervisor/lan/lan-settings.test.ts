import { X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { lanCertificate } from "./lan-certificate.ts";
import { takeLanSettings } from "./lan-settings.ts";

const card = (address: string, internal = false) => [{ address, family: "IPv4" as const, internal }];
const HOME = { lo: card("127.0.0.1", true), docker0: card("172.17.0.1"), wlan0: card("192.168.1.20") };

describe("the settings of a start for the local network", () => {
  it("are this machine's private address, https, and everything else on loopback", () => {
    const environment: NodeJS.ProcessEnv = { NODE_ENV: "test", TRUSTED_PROXIES: "10.0.0.9" };
    expect(takeLanSettings(environment, HOME)).toEqual({ address: "192.168.1.20", port: 3443 });
    expect(environment).toMatchObject({
      HOST: "127.0.0.1",
      PUBLIC_URL: "https://192.168.1.20:3443",
      TRUSTED_PROXIES: "10.0.0.9,127.0.0.1",
    });
  });

  it("follow HOST, LAN_PORT and PUBLIC_URL where they are given", () => {
    const environment: NodeJS.ProcessEnv = {
      NODE_ENV: "test",
      HOST: "10.1.2.3",
      LAN_PORT: "8443",
      PUBLIC_URL: "https://lane.example",
    };
    expect(takeLanSettings(environment, HOME)).toEqual({ address: "10.1.2.3", port: 8443 });
    expect(environment.PUBLIC_URL).toBe("https://lane.example");
  });

  it("cannot be had without a network, or with a port that is none", () => {
    expect(() =>
      takeLanSettings({ NODE_ENV: "test" }, { lo: card("127.0.0.1", true), docker0: card("172.17.0.1") }),
    ).toThrow(/no address on a local network/);
    expect(() => takeLanSettings({ NODE_ENV: "test", LAN_PORT: "x" }, HOME)).toThrow(/LAN_PORT/);
  });
});

describe("the certificate of a start for the local network", () => {
  it("names the address, is kept while it fits, and made anew for another address or near its end", async () => {
    const folder = mkdtempSync(join(tmpdir(), "truelane-lan-"));
    try {
      const now = Date.now();
      const first = await lanCertificate(folder, "192.168.1.20", now);
      const certificate = new X509Certificate(first.cert);
      expect(certificate.checkIP("192.168.1.20")).toBe("192.168.1.20");
      expect(certificate.verify(certificate.publicKey)).toBe(true);
      expect(statSync(join(folder, "lan", "key.pem")).mode & 0o077).toBe(0);
      expect(await lanCertificate(folder, "192.168.1.20", now)).toEqual(first);
      expect((await lanCertificate(folder, "192.168.1.20", now + 90 * 86_400_000)).cert).not.toBe(first.cert);
      expect((await lanCertificate(folder, "192.168.1.21", now)).cert).not.toBe(first.cert);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
