/** Who of a member may ask for what. The rule book speaks of members; this speaks of their people and keys. */
import { ok, type Result, refuse } from "../domain/result.ts";
import { type Actor, type AppRole, CARRIES_CLAIMS, type Scope } from "./actor.ts";
import type { CommandKind } from "./commands.ts";
import type { Problem } from "./operation.ts";

type Permission = { readonly roles: readonly AppRole[] /** None: only a person may. */; readonly scope?: Scope };

/** A registrar's station packs what it has just tested. Releasing is nobody's but an approver's, not even an administrator's. */
export const PERMISSIONS: Readonly<Record<CommandKind, Permission>> = {
  // Nobody of a member may: the buyer's own signatures are the permission, and the page behind the covered code asks.
  activate: { roles: [], scope: CARRIES_CLAIMS },
  "declare-product": { roles: ["admin", "registrar"], scope: "products:write" },
  "release-lot": { roles: ["release-approver"], scope: "lots:release" },
  "withdraw-lot": { roles: ["admin", "registrar"], scope: "lots:write" },
  pack: { roles: ["admin", "shipper", "registrar"], scope: "containers:write" },
  unpack: { roles: ["admin", "shipper", "registrar"], scope: "containers:write" },
  offer: { roles: ["admin", "shipper"], scope: "transfers:write" },
  accept: { roles: ["admin", "shipper"], scope: "transfers:write" },
  decline: { roles: ["admin", "shipper"], scope: "transfers:write" },
  "withdraw-transfer": { roles: ["admin", "shipper"], scope: "transfers:write" },
  sell: { roles: ["admin", "shipper"], scope: "sales:write" },
  "change-member": { roles: ["admin"] },
  "found-network": { roles: ["admin"] },
  "admit-member": { roles: ["admin"] },
  "declare-label-key": { roles: ["admin"], scope: "labels:write" },
  "revoke-label-key": { roles: ["admin"], scope: "labels:write" },
  "void-labels": { roles: ["admin", "label-officer"], scope: "labels:write" },
  "replace-label": { roles: ["admin", "label-officer"], scope: "labels:write" },
  "open-label-order": { roles: ["admin", "label-officer"], scope: "labels:write" },
  "withdraw-label-order": { roles: ["admin", "label-officer"], scope: "labels:write" },
  "count-spoiled": { roles: ["admin", "label-officer"], scope: "labels:write" },
  "declare-applied": { roles: ["admin", "label-officer"], scope: "labels:write" },
  "suspend-member": { roles: ["admin"] },
  "take-back": { roles: ["admin", "shipper"], scope: "modules:write" },
  inspect: { roles: ["admin", "shipper", "registrar"], scope: "modules:write" },
  repair: { roles: ["admin", "shipper", "registrar"], scope: "modules:write" },
  recode: { roles: ["admin", "shipper", "registrar"], scope: "modules:write" },
  install: { roles: ["admin", "shipper"], scope: "modules:write" },
  remove: { roles: ["admin", "shipper"], scope: "modules:write" },
  "report-stolen": { roles: ["admin", "shipper"], scope: "modules:write" },
  "report-recovered": { roles: ["admin", "shipper"], scope: "modules:write" },
  scrap: { roles: ["admin", "shipper"], scope: "modules:write" },
  "undo-scrap": { roles: ["admin", "shipper"], scope: "modules:write" },
  correct: { roles: ["admin"], scope: "modules:write" },
  recall: { roles: ["admin", "release-approver"], scope: "recalls:write" },
  "agree-to-lift": { roles: ["admin", "release-approver"] },
  "lift-recall": { roles: ["admin", "release-approver"], scope: "recalls:write" },
};

/** Asked in the web process before the journal row is written, and again by the worker before anything is signed. */
export function mayDo(actor: Actor, kind: CommandKind): Result<void, Problem> {
  const { roles, scope } = PERMISSIONS[kind];
  if (actor.by === "person") {
    if (actor.roles.some((role) => roles.includes(role))) return ok(undefined);
    if (roles.length === 0) return no("not-permitted", "A buyer does this, with the covered code of the label.");
    return no("not-permitted", `This needs the role ${roles.join(" or ")}. Ask an administrator of your organisation.`);
  }
  if (scope === undefined)
    return no("not-permitted", "An API key cannot do this. Sign in as an administrator of your organisation.");
  if (actor.scopes.includes(scope)) return ok(undefined);
  return no("scope-missing", `This API key lacks the scope ${scope}. Ask an administrator for a key that has it.`);
}

function no(code: string, sentence: string): Result<never, Problem> {
  return refuse({ code, sentence });
}
