/** Who of a member may work on alerts and cases, and who may decide one. */
import { ok, type Result, refuse } from "../../domain/result.ts";
import type { Author } from "../../ports/alert-book.ts";
import type { Actor, AppRole } from "../actor.ts";
import type { Problem } from "../operation.ts";

/** Everybody who works with modules; a viewer only reads. */
export const ALERT_ROLES: readonly AppRole[] = ["admin", "registrar", "release-approver", "label-officer", "shipper"];
/** Whoever may put a lot on the market may say that something on the market is none of it. */
export const DECIDER_ROLES: readonly AppRole[] = ["admin", "release-approver"];

export function mayHandle(actor: Actor): Result<void, Problem> {
  if (actor.by === "key") {
    if (actor.scopes.includes("alerts:write")) return ok(undefined);
    return refuse({ code: "scope-missing", sentence: "This API key lacks the scope alerts:write." });
  }
  if (actor.roles.some((role) => ALERT_ROLES.includes(role))) return ok(undefined);
  return refuse({
    code: "not-permitted",
    sentence: `This needs the role ${ALERT_ROLES.join(" or ")}. Ask an administrator of your organisation.`,
  });
}

/** Two named people decide a case: a key has no name. */
export function mayDecide(actor: Actor): Result<{ readonly userId: string; readonly name: string }, Problem> {
  if (actor.by === "person" && actor.roles.some((role) => DECIDER_ROLES.includes(role)))
    return ok({ userId: actor.userId, name: actor.email });
  return refuse({
    code: "not-permitted",
    sentence: `Only a person with the role ${DECIDER_ROLES.join(" or ")} decides a case; an API key cannot.`,
  });
}

export function authorOf(actor: Actor): Author {
  return { member: actor.member, name: actor.by === "person" ? actor.email : "API key" };
}
