import "server-only";

/**
 * The worker's side of label files: codes are decrypted here and leave as sheets, on a unix socket that only this user can
 * open (design.md section 6). The adversary is a web process that was taken over: it can ask for sheets, never for a pack.
 */
import { chmod, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { bodyDesign } from "../adapters/label-print/body-label.ts";
import { cartonPdf } from "../adapters/label-print/carton-pdf.ts";
import { printFont } from "../adapters/label-print/font-file.ts";
import { labelsSvg } from "../adapters/label-print/labels-svg.ts";
import { labelsZpl } from "../adapters/label-print/labels-zpl.ts";
import type { PrintableLabel } from "../adapters/label-print/printable.ts";
import { sheetPdf } from "../adapters/label-print/sheet-pdf.ts";
import { parseCode } from "../domain/label/code.ts";
import { containerUri, labelUri } from "../domain/label/label-uri.ts";
import { SHEETS } from "../domain/label/sheet.ts";
import { parseSscc } from "../domain/label/sscc.ts";
import { expectOk } from "../domain/result.ts";
import type { PrintPacks } from "../ports/manifests.ts";
import { labelsCsv } from "../usecases/labels-csv.ts";
import type { Problem } from "../usecases/operation.ts";
import { type LabelRequest, type LotLabels, labelRequest } from "./label-request.ts";

export type LabelServerDeps = {
  readonly socketPath: string;
  readonly printPacks: Pick<PrintPacks, "read" | "has">;
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
  if (asked.what === "lot-labels" && !(await deps.printPacks.has(asked.lot))) return send(response, 410, GONE);
  response.writeHead(200, { "content-type": "application/octet-stream" });
  await pipeline(Readable.from(await draw(deps, asked), { objectMode: false }), response);
}

const GONE: Problem = {
  code: "labels-gone",
  sentence:
    "The codes of this lot are no longer kept, so its labels cannot be printed again. Replace single labels instead.",
};

function send(response: ServerResponse, status: number, problem: Problem): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(problem));
}

async function draw(deps: LabelServerDeps, asked: LabelRequest): Promise<AsyncIterable<Uint8Array | string>> {
  const domain = new URL(deps.publicUrl).host;
  if (asked.what === "carton") {
    const uri = containerUri(deps.publicUrl, expectOk(parseSscc(asked.sscc)));
    return Readable.from([cartonPdf({ ...asked, uri, domain }, await printFont())]);
  }
  const labels = labelsOf(deps, asked);
  const about = { sheet: SHEETS[asked.preset], partNumber: asked.partNumber, domain };
  switch (asked.format) {
    case "csv":
      return labelsCsv(labels, asked.partNumber);
    case "zpl":
      return labelsZpl(labels, { ...about, dpi: asked.dpi });
    case "svg":
      return labelsSvg(labels, asked.labels, about);
    case "pdf": {
      const title = `${asked.lotId} · ${asked.partNumber} · ${asked.from + 1}–${asked.from + asked.labels}`;
      const { start, testPage } = asked;
      const order = { sheet: about.sheet, title, start: start - 1, testPage };
      return sheetPdf(labels, bodyDesign(about), order, await printFont());
    }
  }
}

async function* labelsOf({ printPacks, publicUrl }: LabelServerDeps, asked: LotLabels): AsyncGenerator<PrintableLabel> {
  const end = asked.from + asked.labels;
  for await (const { index, code, serialNumber } of printPacks.read(asked.lot)) {
    if (index >= end) return;
    if (index >= asked.from) yield { uri: labelUri(publicUrl, expectOk(parseCode(code))), serialNumber };
  }
}
