/** A verb turns a command into events on the desk. It answers with what was made, or why not. */
import type { Json } from "../domain/event/canonical-json.ts";
import { RELEASE_APPROVER } from "../domain/event/kinds/lot-released.ts";
import { type Result, refuse } from "../domain/result.ts";
import type { Actor } from "./actor.ts";
import type { Command, CommandKind } from "./commands.ts";
import type { Desk, SignedBy } from "./desk.ts";
import type { Problem } from "./operation.ts";

export type CommandOf<K extends CommandKind> = Extract<Command, { kind: K }>;
/** Shown with the operation: `{ sscc }`, `{ transferId }`, `{ waitingForSecondApprover: true }`. */
export type Made = { readonly [name: string]: Json };
export type Verb<K extends CommandKind> = (command: CommandOf<K>, desk: Desk) => Promise<Result<Made, Problem>>;

export function problem(code: string, sentence: string, pointer?: string): { ok: false; error: Problem } {
  return refuse({ code, sentence, ...(pointer !== undefined && { pointer }) });
}

/** The member's own service: for what people's roles in the application decide. */
export function byService(actor: Actor): SignedBy[] {
  return [{ member: actor.member, name: { as: "service" } }];
}

/** The person who asks, where the record shall name one; an API key has only the service behind it. */
export function byPerson(actor: Actor): SignedBy[] {
  if (actor.by === "key") return byService(actor);
  const roles = actor.roles.filter((role) => role === RELEASE_APPROVER);
  return [{ member: actor.member, name: { as: "person", userId: actor.userId, roles } }];
}
