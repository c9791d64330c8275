import "server-only";
import type { InputFormat } from "../../../domain/optics/answer.ts";
import {
  type DecodedCapture,
  decodeBytesWithModules,
  decodeCaptureWithModules,
} from "../../../domain/optics/decode-capture.ts";
import { toldAnswer } from "../../../domain/optics/reasons/told-finding.ts";
import type { ModuleStatement } from "../../../domain/optics/statement.ts";
import { statementsOf } from "../../../domain/optics/statements-of-capture.ts";
import { checkModules } from "../../../usecases/check-modules.ts";
import { languageFor } from "../../../usecases/public-answer.ts";
import { inTurn } from "../../in-turn.ts";
import { addressOf } from "../address-of.ts";
import { json, no, publicEndpoint } from "../endpoint.ts";
import { moduleCheckAnswer, moduleCheckInput } from "../schemas/module-checks.ts";

/** Nothing of the capture itself is kept. */
export const checkModulesNow = publicEndpoint({
  id: "checkModules",
  method: "POST",
  path: "/module-checks",
  summary: "What modules say of themselves against the record of what left the factory; anybody may ask",
  tag: "module-checks",
  scope: "read",
  body: moduleCheckInput,
  output: moduleCheckAnswer,
  statuses: [200],
  problems: ["too-large"],
  async handle({ actor, body, doors, request }) {
    const ip = addressOf(request);
    if (!actor && !(await doors.checkLimits.asks(ip))) return no("too-many-requests", TOO_MANY);
    const decoded = body.modules ? undefined : await inTurn(() => decodedOf(body));
    const { modules = decoded ? statementsOf(decoded) : [], code } = body;
    const language = languageFor(body.lang, request.headers.get("accept-language") ?? undefined);
    const answer = await checkModules(doors.moduleChecks(), {
      modules: modules as readonly ModuleStatement[],
      language,
      ...(code !== undefined && { code }),
      ...(actor && { organisation: actor.member }),
    });
    const missed = answer.counts.notRegistered + (answer.label.outcome === "no-record" ? 1 : 0);
    if (!actor && !(await doors.checkLimits.misses(ip, missed))) return no("too-many-requests", TOO_MANY);
    const { findings: ofBytes = [], ...said } = decoded ? toldAnswer(decoded.answer, language) : {};
    // The decoder says once of a capture what the comparison says at each port.
    const ofChecks = answer.checks
      .flatMap(({ findings }) => findings)
      .filter(({ id }) => !decoded || id !== "DUPLICATE_SERIAL");
    const findings = [...ofBytes, ...ofChecks];
    return json({ ...said, ...answer, findings }, 200, { "access-control-allow-origin": "*" });
  },
});

const TOO_MANY =
  "Too many comparisons from your network. Wait ten minutes, or sign in: members are not limited this way. Decoding needs no server at all.";

function decodedOf({
  capture,
  dump,
  format,
}: {
  readonly capture?: string | undefined;
  readonly dump?: string | undefined;
  readonly format?: InputFormat | undefined;
}): DecodedCapture | undefined {
  const options = format === undefined ? {} : { format };
  if (capture !== undefined) return decodeCaptureWithModules(capture, options);
  return dump === undefined ? undefined : decodeBytesWithModules(Buffer.from(dump, "base64"), options);
}
