import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { expectOk } from "../domain/result.ts";
import type { PrintLine, PrintPacks } from "../ports/manifests.ts";
import { labelClient } from "./label-client.ts";
import { startLabelServer } from "./label-files.ts";
import type { LabelRequest } from "./label-request.ts";

const CODE = "7ZZZZZZZZZZZZZZZZZZZZZZZZZ";
const LOT = "lot/acme/L-1";
const asked: LabelRequest = {
  what: "lot-labels",
  format: "csv",
  lot: LOT,
  lotId: "L-1",
  partNumber: "SFP-10G-LR",
  preset: "a4-24",
  from: 1,
  labels: 2,
  start: 1,
  testPage: true,
  dpi: 203,
};

/** A pack that breaks after `whole` lines. */
function pack(lines: number, whole = lines): Pick<PrintPacks, "has" | "read"> {
  return {
    has: async (lot) => lot === LOT,
    async *read(): AsyncGenerator<PrintLine> {
      for (let index = 0; index < lines; index++) {
        if (index === whole) throw new Error("the disk broke");
        yield { index, code: CODE, serialNumber: `A${index}`, secret: "S3CRET" };
      }
    },
  };
}

let folder: string;
let socketPath: string;
let faults: unknown[];
let server: Awaited<ReturnType<typeof startLabelServer>> | undefined;
const start = async (printPacks: Pick<PrintPacks, "has" | "read">) => {
  server = await startLabelServer({
    socketPath,
    printPacks,
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

  it("answer nobody but this user", async () => {
    await start(pack(1));
    expect((await stat(socketPath)).mode & 0o777).toBe(0o600);
  });

  it("that are gone, or whose worker is, are told apart", async () => {
    expect(await get(asked)).toMatchObject({ ok: false, error: { code: "labels-unreachable" } });
    await start(pack(1));
    expect(await get({ ...asked, lot: "lot/acme/L-2" })).toMatchObject({ ok: false, error: { code: "labels-gone" } });
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
