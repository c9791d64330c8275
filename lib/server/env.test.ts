import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { BadSettings, isLoopback, parseEnv } from "./env.ts";

function problemsOf(source: Record<string, string>): readonly string[] {
  try {
    parseEnv(source);
  } catch (fault) {
    if (fault instanceof BadSettings) return fault.problems;
    throw fault;
  }
  return [];
}

describe("settings", () => {
  it("have a default for everything", () => {
    expect(parseEnv({})).toMatchObject({
      host: "127.0.0.1",
      port: 3000,
      scanPort: 3001,
      publicUrl: "http://127.0.0.1:3000",
      scanUrl: "http://127.0.0.1:3001",
      dataDir: resolve(".data"),
      databaseUrl: undefined,
      ledger: "embedded",
      demo: true,
    });
  });

  it("treat an empty text as not set", () => {
    expect(parseEnv({ PORT: "", DATABASE_URL: "" })).toMatchObject({ port: 3000, databaseUrl: undefined });
  });

  it("name every wrong value at once", () => {
    const problems = problemsOf({ PORT: "http", LEDGER: "paper", DEMO: "maybe", DATABASE_URL: "mysql://x" });
    expect(problems).toHaveLength(4);
    expect(problems.map((each) => each.split(" ")[0])).toEqual(expect.arrayContaining(["PORT", "LEDGER", "DEMO"]));
  });

  it("put the scan listener beside the web port", () => {
    expect(parseEnv({ PORT: "4100" }).scanPort).toBe(4101);
    expect(problemsOf({ PORT: "4100", SCAN_PORT: "4100" })).toEqual(["SCAN_PORT must differ from PORT"]);
  });

  it("keep metrics off until a port is set, on this machine, and never where the public listens", () => {
    expect(parseEnv({}).metrics).toBeUndefined();
    expect(parseEnv({ METRICS_HOST: "0.0.0.0" }).metrics).toBeUndefined();
    expect(parseEnv({ METRICS_PORT: "9464", HOST: "0.0.0.0" }).metrics).toEqual({ host: "127.0.0.1", port: 9464 });
    expect(parseEnv({ METRICS_PORT: "9464", METRICS_HOST: "::" }).metrics).toEqual({ host: "::", port: 9464 });
    for (const port of ["4100", "4101"])
      expect(problemsOf({ PORT: "4100", METRICS_PORT: port })[0]).toContain("METRICS_PORT must differ");
    expect(problemsOf({ METRICS_PORT: "many", METRICS_HOST: "a b" })).toHaveLength(2);
  });

  it("take plain http for this machine only", () => {
    expect(parseEnv({ PUBLIC_URL: "http://localhost:9000/" }).publicUrl).toBe("http://localhost:9000");
    expect(parseEnv({ PUBLIC_URL: "https://t.example.com" }).publicUrl).toBe("https://t.example.com");
    expect(problemsOf({ PUBLIC_URL: "http://t.example.com" })[0]).toContain("https://");
    expect(problemsOf({ PUBLIC_URL: "https://t.example.com/path" })[0]).toContain("without a path");
  });

  it("ask for a public address outside loopback, but let a container listen on all addresses", () => {
    expect(problemsOf({ HOST: "192.168.1.5" })[0]).toContain("PUBLIC_URL is needed");
    expect(parseEnv({ HOST: "0.0.0.0" }).publicUrl).toBe("http://127.0.0.1:3000");
  });

  it("let limits be switched off on loopback only", () => {
    expect(parseEnv({ RATE_LIMITS: "off" }).rateLimits).toBe(false);
    expect(problemsOf({ RATE_LIMITS: "off", HOST: "0.0.0.0" })[0]).toContain("RATE_LIMITS=off");
  });

  it.each(["localhost", "127.0.0.1", "127.8.8.8", "::1", "[::1]", "a.localhost"])("call %s loopback", (host) => {
    expect(isLoopback(host)).toBe(true);
  });

  it.each(["localhost.example.com", "10.0.0.1", "128.0.0.1", "::2"])("do not call %s loopback", (host) => {
    expect(isLoopback(host)).toBe(false);
  });
});
