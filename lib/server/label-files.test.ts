import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { expectOk } from "../domain/result.ts";
import type { PrintLine, PrintPacks } from "../ports/manifests.ts";
import { labelClient } from "./label-client.ts";
import { startLabelServer } from "./label-files.ts";
import type { BagLabels, LabelRequest, LotLabels } from "./label-request.ts";

const CODE = "7ZZZZZZZZZZZZZZZZZZZZZZZZZ";
const SECRET = `${"0".repeat(25)}5`;
const LOT = "lot/acme/L-1";
const asked: LotLabels = {
  what: "lot-labels",
  format: "csv",
  pack: LOT,
  lotId: "L-1",
  partNumber: "SFP-10G-LR",
  preset: "a4-24",
  from: 1,
  labels: 2,
  copies: 1,
  start: 1,
  testPage: true,
  dpi: 203,
};

const KID = "0123456789abcdef";
const { from: _from, copies: _copies, what: _what, labels: _labels, pack: _pack, ...drawing } = asked;
const bags: BagLabels = {
  ...drawing,
  what: "bag-labels",
  pack: LOT,
  labels: 5,
  member: "acme",
  kid: KID,
  issuedOn: "2026-11-29",
};
type Packs = Pick<PrintPacks, "has" | "read" | "removeSecrets">;

/** A pack that breaks after `whole` lines. */
function pack(lines: number, whole = lines): Packs & { withSecrets: boolean } {
  return {
    withSecrets: true,
    async removeSecrets() {
      this.withSecrets = false;
    },
    has: async (lot) => lot === LOT,
    async *read(): AsyncGenerator<PrintLine> {
      for (let index = 0; index < lines; index++) {
        if (index === whole) throw new Error("the disk broke");
        yield { index, code: CODE, serialNumber: `A${index}`, ...(this.withSecrets && { secret: SECRET }) };
      }
    },
  };
}

let folder: string;
let socketPath: string;
let faults: unknown[];
let server: Awaited<ReturnType<typeof startLabelServer>> | undefined;
const start = async (packs: Packs) => {
  server = await startLabelServer({
    socketPath,
    packs,
    keys: { signerOf: async (_, kid) => (kid === KID ? () => new Uint8Array(64).fill(9) : undefined) },
    publicUrl: "http://localhost:3000",
    warn: (error) => faults.push(error),
  });
};
const get = (request: LabelRequest) => labelClient(socketPath)(request, new AbortController().signal);
const textOf = (stream: ReadableStream<Uint8Array>) => new Response(stream).text();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "socket-"));
  socketPath = join(folder, "worker.sock");
  faults = [];
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
  await rm(folder, { recursive: true, force: true });
});

describe("the worker's labels", () => {
  it("are the ones asked for, and hold no secret", async () => {
    await start(pack(5));
    expect(await textOf(expectOk(await get(asked)))).toBe(
      `serialNumber,partNumber,url\r\nA1,SFP-10G-LR,HTTP://LOCALHOST:3000/V/${CODE}\r\nA2,SFP-10G-LR,HTTP://LOCALHOST:3000/V/${CODE}\r\n`,
    );
  });

  it.each(["pdf", "svg", "zpl"] as const)("come as %s", async (format) => {
    await start(pack(5));
    const text = await textOf(expectOk(await get({ ...asked, format })));
    expect(text).toMatch({ pdf: /^%PDF-1\.7[\s\S]*%%EOF\n$/, svg: /<\/svg>\n$/, zpl: /\^XZ\n$/ }[format]);
  });

  it("come for a carton without any pack", async () => {
    await start(pack(0));
    const carton: LabelRequest = {
      what: "carton",
      sscc: "340123450000000017",
      from: "Acme",
      modules: 0,
      containers: 0,
      parts: [],
    };
    expect(await textOf(expectOk(await get(carton)))).toMatch(/^%PDF/);
  });

  it("come in copies, one after the other", async () => {
    await start(pack(5));
    const text = await textOf(expectOk(await get({ ...asked, copies: 2 })));
    expect(text.match(/A\d/g)).toEqual(["A1", "A1", "A2", "A2"]);
  });

  it("of bags are handed out once, whole, with their secrets; then the secrets are gone", async () => {
    const packs = pack(5);
    await start(packs);
    const text = await textOf(expectOk(await get(bags)));
    expect(text.match(new RegExp(`HTTP://LOCALHOST:3000/A#${SECRET},${SECRET}`, "g"))).toHaveLength(5);
    expect(text.match(/HTTP:\/\/LOCALHOST:3000\/V\/[0-9A-Z]{154},/g)).toHaveLength(5);
    await expect.poll(() => packs.withSecrets, { timeout: 60_000 }).toBe(false);
    expect(await get(bags)).toMatchObject({ ok: false, error: { code: "secrets-gone" } });
    expect((await get(asked)).ok).toBe(true);
  });

  it("of bags keep their secrets when the file broke off", async () => {
    const packs = pack(5, 3);
    await start(packs);
    await expect(textOf(expectOk(await get(bags)))).rejects.toThrow();
    expect(packs.withSecrets).toBe(true);
  });

  it("of bags are not drawn without their key, nor on labels without room for two codes", async () => {
    await start(pack(5));
    expect(await get({ ...bags, kid: "f".repeat(16) })).toMatchObject({ error: { code: "label-key-unknown" } });
    expect(await get({ ...bags, format: "pdf", preset: "a4-65" })).toMatchObject({
      error: { code: "preset-too-small" },
    });
  });

  it.each(["body", "bag"] as const)("to look at (%s) name nothing and open no pack", async (label) => {
    await start(pack(0));
    const specimen: LabelRequest = { ...drawing, what: "specimen", format: "svg", label, preset: "roll-60x40" };
    const text = await textOf(expectOk(await get(specimen)));
    expect(text).toContain("SPECIMEN");
    expect(text).not.toContain(SECRET);
  });

  it("answer nobody but this user", async () => {
    await start(pack(1));
    expect((await stat(socketPath)).mode & 0o777).toBe(0o600);
  });

  it("that are gone, or whose worker is, are told apart", async () => {
    expect(await get(asked)).toMatchObject({ ok: false, error: { code: "labels-unreachable" } });
    await start(pack(1));
    expect(await get({ ...asked, pack: "lot/acme/L-2" })).toMatchObject({ ok: false, error: { code: "labels-gone" } });
  });

  it("that can be printed no more are known before anybody asks for a file", async () => {
    const packs = pack(2);
    await start(packs);
    const kept = (label: "body" | "bag", lot = LOT) => get({ what: "kept", pack: lot, label });
    expect(await textOf(expectOk(await kept("body")))).toBe("");
    expect(await textOf(expectOk(await kept("bag")))).toBe("");
    expect(packs.withSecrets).toBe(true);
    for (const label of ["body", "bag"] as const)
      expect(await kept(label, "lot/acme/L-2")).toMatchObject({ ok: false, error: { code: "labels-gone" } });
    await packs.removeSecrets(LOT);
    expect((await kept("body")).ok).toBe(true);
    expect(await kept("bag")).toMatchObject({ ok: false, error: { code: "secrets-gone" } });
  });

  it("that cannot be drawn to the end break off: a short file is never taken for a whole one", async () => {
    await start(pack(50_000, 40_000));
    const file = expectOk(await get({ ...asked, from: 0, labels: 50_000 }));
    await expect(textOf(file)).rejects.toThrow();
    expect(faults).toHaveLength(1);
  });

  it("are served again after a worker died and left its socket", async () => {
    await start(pack(1));
    const first = server;
    await start(pack(5));
    expect((await get(asked)).ok).toBe(true);
    await first?.stop();
  });
});
