/** Decodes in a thread of its own, so that the page answers its reader whatever was pasted. Sends nothing anywhere. */
import type { AnswerValue } from "../../../lib/domain/optics/answer.ts";
import { CaptureSplitter } from "../../../lib/domain/optics/capture-splitter.ts";
import { CaptureSum, findingsOf, repeated, type SummedModule } from "../../../lib/domain/optics/capture-sum.ts";
import { decodeBytesWithModules } from "../../../lib/domain/optics/decode-capture.ts";
import { decodeParts } from "../../../lib/domain/optics/decode-parts.ts";
import { selfOutcomeOf, tellingCommand } from "../../../lib/domain/optics/self-outcome.ts";
import { statementOf } from "../../../lib/domain/optics/statement.ts";
import type { Decoded, FromWorker, Row, ToWorker } from "./protocol.ts";
import { type Content, contentOf } from "./text-pieces.ts";

let modules: SummedModule[] = [];
const tell = (message: FromWorker) => self.postMessage(message);

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if (data.is === "decode") void decode(data);
  else if (data.is === "said") tell({ is: "said", at: data.at, said: modules[data.at]?.said ?? {} });
  else {
    const asked = modules.slice(data.from, data.to);
    const statements = asked.map(({ decoded, text, port }) => statementOf(decoded ?? text ?? {}, port));
    tell({ is: "statements", from: data.from, statements });
  }
};

async function decode({ id, sources, format }: ToWorker & { is: "decode" }): Promise<void> {
  const start = performance.now();
  const sum = new CaptureSum();
  const found: SummedModule[] = [];
  const options = format ? { format } : {};
  let isBinary = false;
  for (const source of sources) {
    const content: Content = "file" in source ? await contentOf(source.file) : source;
    const image = content.bytes && decodeBytesWithModules(content.bytes, options);
    if (image?.answer.input_format === "binary" || !("text" in content)) {
      isBinary = true;
      if (image) found.push(...sum.add([image]));
      continue;
    }
    const splitter = new CaptureSplitter();
    const pieces = [...splitter.push(content.text), ...splitter.end()];
    for (const { text, firstLine } of pieces) {
      found.push(...sum.add(decodeParts(text, options), firstLine));
      if (pieces.length > 1) tell({ is: "progress", id, modules: found.length });
    }
  }
  modules = found;
  const rows = found.map(rowOf);
  const silent = found.filter((_, at) => rows[at]?.self === "nothing-checked");
  tell({
    is: "decoded",
    id,
    rows,
    formats: [...sum.formats],
    around: [...repeated(found), ...sum.around],
    tell: [...new Set(silent.map(({ format }) => tellingCommand(format)))],
    sums: sumsOf(found),
    unread: sum.unread,
    unreadCount: sum.unreadCount,
    isBinary,
    ms: Math.round(performance.now() - start),
  });
}

function rowOf(module: SummedModule): Row {
  const { port, claims, decoded } = module;
  return {
    evidence: decoded ? "bytes" : "text",
    findings: findingsOf(module),
    self: selfOutcomeOf(module),
    ...(port !== undefined && { port }),
    ...(claims.vendorName !== undefined && { vendorName: claims.vendorName }),
    ...(claims.partNumber !== undefined && { partNumber: claims.partNumber }),
    ...(claims.serial !== undefined && { serial: claims.serial }),
  };
}

/** Every `ok` of a checksum in the answers; null is "could not be run". */
function sumsOf(all: readonly SummedModule[]): Decoded["sums"] {
  const sums = { good: 0, bad: 0, open: 0 };
  const look = (value: AnswerValue): void => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return;
    for (const [key, inner] of Object.entries(value)) {
      if (isSum(inner)) sums[inner.ok === null ? "open" : inner.ok ? "good" : "bad"]++;
      else if (/^page0\d$/.test(key)) look(inner);
    }
  };
  for (const { said, decoded } of all) if (decoded) look(said);
  return sums;
}

function isSum(value: AnswerValue): value is { readonly ok: boolean | null } {
  return typeof value === "object" && value !== null && !Array.isArray(value) && "ok" in value && "stored" in value;
}
