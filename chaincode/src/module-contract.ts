/** The ledger's door on Fabric: parse, check signatures, apply, store, emit. No rule is written here. The decorators need `Context` as a value. */
import { Context, Contract, Info, Returns, Transaction } from "fabric-contract-api";
import { utf8Of } from "../../lib/domain/bytes/utf8.ts";
import { apply } from "../../lib/domain/event/apply.ts";
import { canonicalJson } from "../../lib/domain/event/canonical-json.ts";
import type { EventBody, LedgerEvent } from "../../lib/domain/event/event.ts";
import { eventHash } from "../../lib/domain/event/event-bytes.ts";
import { parseEvent } from "../../lib/domain/event/parse-event.ts";
import type { Refusal } from "../../lib/domain/event/refusal.ts";
import type { States } from "../../lib/domain/event/state.ts";
import { memberSubject } from "../../lib/domain/event/subject.ts";
import { subjectsOf } from "../../lib/domain/event/subjects-of.ts";
import { verifySignatures } from "../../lib/domain/event/verify-signatures.ts";
import type { Result } from "../../lib/domain/result.ts";
import {
  admitOrganisation,
  emitRecorded,
  readEvent,
  readFounding,
  readStates,
  transactionOf,
  writeEvent,
  writeFounding,
  writeStates,
} from "./world-state.ts";

@Info({ title: "TrueLane", description: "Records of optical transceivers, by the rule book in lib/domain" })
export class ModuleContract extends Contract {
  constructor() {
    super("ModuleContract");
  }

  /** Takes the canonical bytes of a signed event as text; answers `{ eventHash, time, transaction }`. A refusal is thrown, code first. */
  @Transaction()
  @Returns("string")
  async RecordEvent(ctx: Context, eventText: string): Promise<string> {
    const event = expectAccepted(parseEvent(utf8Of(eventText)));
    const { time, id, creatorMsp } = transactionOf(ctx);
    const { body } = event;
    if ((await readEvent(ctx, creatorMsp, body.eventId)) !== undefined) throw new Error(`E_KNOWN ${body.eventId}`);

    const founding = await readFounding(ctx);
    const { changes, reads } = subjectsOf(event);
    const states = await readStates(ctx, [...changes, ...reads]);
    assertOwnOrganisation(event, states, creatorMsp);
    const signers = expectAccepted(verifySignatures(event, states, { time }));
    const next = expectAccepted(
      apply(states, event, { time, signers, ...(founding && { network: founding.network }) }),
    );

    await writeStates(ctx, next);
    await writeEvent(ctx, creatorMsp, event);
    if (body.kind === "network-founded") await writeFounding(ctx, { founder: body.actor, network: body.network });
    const mspId = organisationOf(body);
    if (mspId !== undefined) await admitOrganisation(ctx, mspId);
    const receipt = { eventHash: eventHash(body), time, transaction: id };
    emitRecorded(ctx, receipt);
    return canonicalJson(receipt);
  }

  /** `{ founder, network }`, or an empty text while nothing was recorded. */
  @Transaction(false)
  @Returns("string")
  async ReadFounding(ctx: Context): Promise<string> {
    const founding = await readFounding(ctx);
    return founding ? canonicalJson(founding) : "";
  }

  /** The current state of subjects: a JSON list in, a JSON object out, subjects without events left out. */
  @Transaction(false)
  @Returns("string")
  async ReadStates(ctx: Context, subjectsText: string): Promise<string> {
    const subjects: unknown = JSON.parse(subjectsText);
    if (!Array.isArray(subjects) || subjects.length > 1000 || !subjects.every((one) => typeof one === "string"))
      throw new Error("E_MALFORMED ReadStates takes a JSON list of at most 1000 subjects");
    const states = await readStates(ctx, subjects);
    return canonicalJson(Object.fromEntries(states));
  }
}

/** The organisation through which a member acts from this event on: a new member's, or another one of a known member. */
function organisationOf(body: EventBody): string | undefined {
  switch (body.kind) {
    case "network-founded":
      return body.founder.mspId;
    case "member-admitted":
      return body.admitted.mspId;
    case "member-changed":
      return body.set.mspId;
    default:
      return undefined;
  }
}

/** An organisation records under its own member's name only, however its certificates read (trust.md section 9). */
function assertOwnOrganisation({ body }: LedgerEvent, states: States, creatorMsp: string): void {
  const state = states.get(memberSubject(body.actor));
  const profile = body.kind === "network-founded" ? body.founder : state?.is === "member" ? state.profile : undefined;
  if (profile?.mspId !== creatorMsp)
    throw refusalError({
      code: "member-unknown",
      subject: memberSubject(body.actor),
      detail: `does not act through ${creatorMsp}`,
    });
}

/** A peer carries only text: the code first, then the whole refusal for the program that asked. */
function refusalError(refusal: Refusal): Error {
  return new Error(`E_REFUSED ${refusal.code} ${JSON.stringify(refusal)}`);
}

function expectAccepted<T>(result: Result<T, Refusal>): T {
  if (result.ok) return result.value;
  throw refusalError(result.error);
}
