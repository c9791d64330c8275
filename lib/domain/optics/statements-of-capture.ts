/** Everything that a capture's modules say, ready to be compared with records; what is sent when a person asks for that, and no more. */
import type { Expect, TextModule } from "./answer.ts";
import { type DecodedCapture, placeOf } from "./decode-capture.ts";
import { type ModuleStatement, statementOf } from "./statement.ts";

/** In the order of the capture. */
export function statementsOf({ answer: { expect }, modules }: DecodedCapture): ModuleStatement[] {
  if (modules.length > 0) return modules.map((module, at) => statementOf(module, portAt(expect, at)));
  if (expect.kind !== "cli-text") return [];
  return (expect.modules as readonly TextModule[]).map((module) => statementOf(module, placeOf(module)));
}

function portAt(expect: Expect, at: number): string | undefined {
  const module = expect.kind === "byte-list" ? (expect.modules as readonly { port?: unknown }[])[at] : expect;
  const port = (module as { port?: unknown } | undefined)?.port;
  return port === undefined ? undefined : String(port);
}
