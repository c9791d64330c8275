import "server-only";

/**
 * The worker's side of label files: codes are decrypted here and leave as sheets, on a unix socket that only this user can
 * open (design.md section 6). The adversary is a web process that was taken over: it can ask for sheets, never for a pack.
 */
import { chmod, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { cartonPdf } from "../adapters/label-print/carton-pdf.ts";
import { printFont } from "../adapters/label-print/font-file.ts";
import { openQrTable } from "../adapters/label-print/qr-table.ts";
import { layOutBag } from "../domain/label/bag-layout.ts";
import { containerUri, payloadUri } from "../domain/label/label-uri.ts";
import { PAYLOAD_LENGTH } from "../domain/label/payload.ts";
import { SHEETS, type SheetName } from "../domain/label/sheet.ts";
import { parseSscc } from "../domain/label/sscc.ts";
import { expectOk } from "../domain/result.ts";
import type { LabelKeys } from "../ports/label-keys.ts";
import type { PrintPacks } from "../ports/manifests.ts";
import type { Problem } from "../usecases/operation.ts";
import { type Drawing, drawBags, drawBodies } from "./label-drawing.ts";
import { type BagLabels, type Kept, type LabelRequest, labelRequest } from "./label-request.ts";
import { bagsOf, bodiesOf, specimenOf } from "./label-texts.ts";

export type LabelServerDeps = {
  readonly socketPath: string;
  readonly packs: Pick<PrintPacks, "read" | "has" | "removeSecrets">;
  readonly keys: Pick<LabelKeys, "signerOf">;
  readonly publicUrl: string;
  readonly warn: (error: unknown) => void;
};

/** Listens until `stop`. A socket that a dead worker left behind is replaced. */
export async function startLabelServer(deps: LabelServerDeps): Promise<{ stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    answer(deps, request, response).catch((error) => {
      deps.warn(error);
      // In the middle of a file a broken connection is the only honest sign.
      if (response.headersSent) response.destroy();
      else send(response, 500, { code: "fault", sentence: "The labels could not be drawn. Try again." });
    });
  });
  await rm(deps.socketPath, { force: true });
  // Nobody else may connect in the moment before the mode is set.
  const mask = process.umask(0o177);
  try {
    await new Promise<void>((listening, failed) => {
      server.once("error", failed).listen(deps.socketPath, listening);
    });
  } finally {
    process.umask(mask);
  }
  await chmod(deps.socketPath, 0o600);
  return {
    async stop() {
      const closed = new Promise<void>((done) => server.close(() => done()));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(deps: LabelServerDeps, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const asked: LabelRequest = labelRequest.parse(JSON.parse(Buffer.concat(chunks).toString("utf8")));
  if (asked.what === "bag-labels") return handOut(deps, asked, response);
  if (asked.what === "kept") return tellKept(deps, asked, response);
  if (asked.what === "lot-labels" && !(await deps.packs.has(asked.pack))) return send(response, 410, GONE);
  if (asked.what === "specimen" && asked.label === "bag" && !hasRoom(deps, asked.preset))
    return send(response, 422, TOO_SMALL);
  response.writeHead(200, { "content-type": "application/octet-stream" });
  await pipeline(Readable.from(await draw(deps, asked), { objectMode: false }), response);
}

/** Modules of version 4, which holds every address of a covered code. */
const COVERED = 33;

const GONE: Problem = {
  code: "labels-gone",
  sentence:
    "The codes of this lot are no longer kept, so its labels cannot be printed again. Replace single labels instead.",
};
const SECRETS_GONE: Problem = {
  code: "secrets-gone",
  sentence:
    "The bag labels of this lot were handed out, once, and its covered codes are no longer kept. Replace single labels instead.",
};
const TOO_SMALL: Problem = {
  code: "preset-too-small",
  sentence: `A bag label has two codes and needs more room. Choose ${sheetsWithRoom("https://truelane.example.com").join(", ")}.`,
};
const KEY_GONE: Problem = {
  code: "label-key-unknown",
  sentence: "The key that signs these labels is not kept here. Restore it from a backup before you print.",
};
const BUSY: Problem = {
  code: "labels-busy",
  sentence: "These bag labels are being handed out to somebody else right now. They are handed out once.",
};

/** Packs whose secrets are on their way out. There is one worker, so what runs is known here. */
const leaving = new Set<string>();

/** The secrets are deleted when the last byte has left. A file that broke off leaves them: nobody could have used it whole. */
async function handOut(deps: LabelServerDeps, asked: BagLabels, response: ServerResponse): Promise<void> {
  if (!hasRoom(deps, asked.preset) && asked.format !== "csv") return send(response, 422, TOO_SMALL);
  const sign = await deps.keys.signerOf(asked.member, asked.kid);
  if (!sign) return send(response, 409, KEY_GONE);
  if (leaving.has(asked.pack)) return send(response, 409, BUSY);
  leaving.add(asked.pack);
  try {
    if (!(await hasSecrets(deps, asked.pack))) return send(response, 410, SECRETS_GONE);
    const labels = bagsOf(deps.packs.read(asked.pack), asked, sign, deps.publicUrl);
    const file = await drawBags(labels, drawingOf(deps, asked, asked.labels));
    response.writeHead(200, { "content-type": "application/octet-stream" });
    await pipeline(Readable.from(file, { objectMode: false }), response);
    await deps.packs.removeSecrets(asked.pack);
  } finally {
    leaving.delete(asked.pack);
  }
}

/** An empty answer where labels can be printed, else the reason that a file would be refused for. */
async function tellKept(deps: LabelServerDeps, { pack, label }: Kept, response: ServerResponse): Promise<void> {
  if (!(await deps.packs.has(pack))) return send(response, 410, GONE);
  if (label === "bag" && !(await hasSecrets(deps, pack))) return send(response, 410, SECRETS_GONE);
  response.writeHead(200).end();
}

async function hasSecrets({ packs }: LabelServerDeps, pack: string): Promise<boolean> {
  if (!(await packs.has(pack))) return false;
  for await (const { secret } of packs.read(pack)) return secret !== undefined;
  return false;
}

function hasRoom({ publicUrl }: Pick<LabelServerDeps, "publicUrl">, preset: SheetName): boolean {
  return sheetsWithRoom(publicUrl).includes(preset);
}

function sheetsWithRoom(publicUrl: string): SheetName[] {
  const signed = openQrTable(payloadUri(publicUrl, "0".repeat(PAYLOAD_LENGTH)), "M").size;
  return (Object.keys(SHEETS) as SheetName[]).filter((name) => layOutBag(SHEETS[name], signed, COVERED));
}

function send(response: ServerResponse, status: number, problem: Problem): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(problem));
}

async function draw(
  deps: LabelServerDeps,
  asked: Exclude<LabelRequest, BagLabels | Kept>,
): Promise<AsyncIterable<Uint8Array | string>> {
  switch (asked.what) {
    case "carton": {
      const uri = containerUri(deps.publicUrl, expectOk(parseSscc(asked.sscc)));
      const domain = new URL(deps.publicUrl).host;
      return Readable.from([cartonPdf({ ...asked, uri, domain }, await printFont())]);
    }
    case "specimen": {
      const { body, ...bag } = specimenOf(asked, deps.publicUrl);
      const drawing = drawingOf(deps, asked, 1);
      if (asked.label === "bag") return drawBags(Readable.from([bag]), drawing);
      return drawBodies(Readable.from([{ uri: body, serialNumber: bag.serialNumber }]), drawing);
    }
    case "lot-labels": {
      const { from, labels, copies } = asked;
      const drawing = drawingOf(deps, asked, labels * copies, ` · ${from + 1}–${from + labels}`);
      return drawBodies(bodiesOf(deps.packs.read(asked.pack), asked, deps.publicUrl), drawing);
    }
  }
}

type Asked = Pick<BagLabels, "format" | "lotId" | "partNumber" | "preset" | "start" | "testPage" | "dpi">;

function drawingOf({ publicUrl }: LabelServerDeps, asked: Asked, count: number, range = ""): Drawing {
  const { format, lotId, partNumber, preset, start, testPage, dpi } = asked;
  const domain = new URL(publicUrl).host;
  const title = `${lotId} · ${partNumber}${range}`;
  return { format, lotId, partNumber, preset, start, testPage, dpi, domain, count, title };
}
