import { CaptureSum } from "@/lib/domain/optics/capture-sum.ts";
import type { CheckAnswer, ModuleCheck } from "@/lib/domain/optics/check-answer.ts";
import { decodeBytesWithModules } from "@/lib/domain/optics/decode-capture.ts";
import { decodeParts } from "@/lib/domain/optics/decode-parts.ts";
import { textOfBytes } from "@/lib/domain/optics/readers/text-of-bytes.ts";
import { statementOf } from "@/lib/domain/optics/statement.ts";
import { askApi, type Sentences } from "../ask-api.ts";

export type Compared =
  | { readonly is: "compared"; readonly checks: readonly ModuleCheck[] }
  | { readonly is: "nothing-read" }
  | { readonly is: "refused"; readonly sentence: string | undefined };

/** As many as the server compares at once; a tray holds fewer. */
const MOST = 500;

/** Decodes in the browser and asks the server to compare: fields and digests are sent, never the capture. */
export async function compareCapture(
  capture: string | File,
  language: string,
  sentences: Sentences,
): Promise<Compared> {
  const modules = new CaptureSum().add(await partsOf(capture)).slice(0, MOST);
  if (modules.length === 0) return { is: "nothing-read" };
  const statements = modules.map(({ decoded, text, port }) => statementOf(decoded ?? text ?? {}, port));
  const body = JSON.stringify({ modules: statements, lang: language });
  const headers = { "content-type": "application/json" };
  const answer = await askApi<CheckAnswer>("/api/v1/module-checks", { body, headers }, sentences);
  return answer.is === "taken" ? { is: "compared", checks: answer.said.checks } : answer;
}

async function partsOf(capture: string | File) {
  if (typeof capture === "string") return decodeParts(capture);
  const bytes = new Uint8Array(await capture.arrayBuffer());
  const read = textOfBytes(bytes);
  return read.kind === "text" ? decodeParts(read.text) : [decodeBytesWithModules(bytes)];
}
