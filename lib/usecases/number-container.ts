/** Gives a member an SSCC before anything is packed: its own, checked, or the next one under its GS1 prefix. */
import { createHash } from "node:crypto";
import { canonicalJson } from "../domain/event/canonical-json.ts";
import { isSsccUnder, parseSscc } from "../domain/label/sscc.ts";
import { ok, type Result, refuse } from "../domain/result.ts";
import type { ContainerNumbers } from "../ports/container-numbers.ts";
import type { Random } from "../ports/random.ts";
import type { Actor } from "./actor.ts";
import type { Problem } from "./operation.ts";
import { uuidOf } from "./uuid.ts";

export type NumberDeps = { readonly numbers: ContainerNumbers; readonly random: Random };

/** @param asked `prefixes`: the member's GS1 company prefixes; the first one is numbered from */
export async function numberContainer(
  deps: NumberDeps,
  actor: Actor,
  asked: { readonly sscc?: string; readonly prefixes: readonly string[] },
  options: { idempotencyKey?: string } = {},
): Promise<Result<{ sscc: string }, Problem>> {
  const prefix = asked.prefixes[0];
  if (prefix === undefined)
    return no(
      "no-gs1-prefix",
      "Your organisation has no GS1 company prefix, so it cannot number containers. Ask for one to be added to its member record.",
    );
  let sscc: string | undefined;
  if (asked.sscc !== undefined) {
    // As scanners and people write it: with the identifier in front, and gaps.
    const own = parseSscc(asked.sscc.replace(/[\s-]/g, "").replace(/^\(00\)/, ""));
    if (!own.ok) return no("sscc-malformed", `${own.error.detail}.`);
    if (!isSsccUnder(own.value, asked.prefixes))
      return no(
        "sscc-not-yours",
        `This SSCC is not under a GS1 prefix of your organisation (${asked.prefixes.join(", ")}).`,
      );
    sscc = own.value;
  }
  const command = { kind: "number-container", ...(sscc !== undefined && { sscc }) };
  const requestHash = createHash("sha256").update(canonicalJson(command)).digest("hex");
  const given = await deps.numbers.number({
    id: uuidOf(deps.random.bytes(16)),
    member: actor.member,
    actor,
    prefix,
    requestHash,
    ...(sscc !== undefined && { sscc }),
    ...(options.idempotencyKey !== undefined && { idempotencyKey: options.idempotencyKey }),
  });
  if (given.requestHash === requestHash) return ok({ sscc: given.sscc });
  return refuse({
    code: "idempotency-key-reused",
    sentence: "This Idempotency-Key was used for another request. Send a new key with a new request.",
  });
}

function no(code: string, sentence: string): Result<never, Problem> {
  return refuse({ code, sentence, pointer: "/sscc" });
}
