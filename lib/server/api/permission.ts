import "server-only";
import { ok, type Result, refuse } from "../../domain/result.ts";
import { type Actor, APP_ROLES, type AppRole, type Scope } from "../../usecases/actor.ts";
import { ALERT_ROLES } from "../../usecases/copies/who-handles.ts";
import { PERMISSIONS } from "../../usecases/may.ts";
import type { Problem } from "../../usecases/operation.ts";

/** What is no command: reading is for everybody of the member, codes for those who print them. */
const READERS: Readonly<Partial<Record<Scope, readonly AppRole[]>>> = {
  read: APP_ROLES,
  "labels:read": ["admin", "label-officer"],
  "alerts:write": ALERT_ROLES,
};

/** Which roles of a person hold what a key's scope holds: the roles of the scope's commands. */
function rolesOf(scope: Scope): readonly AppRole[] {
  const commands = Object.values(PERMISSIONS).filter((permission) => permission.scope === scope);
  return READERS[scope] ?? [...new Set(commands.flatMap((permission) => permission.roles))];
}

/** Asked before the input is looked at; the use case asks again for the command itself. */
export function mayUse(actor: Actor, scope: Scope): Result<void, Problem> {
  if (actor.by === "key") {
    if (actor.scopes.includes(scope)) return ok(undefined);
    return refuse({
      code: "scope-missing",
      sentence: `This API key lacks the scope ${scope}. Ask an administrator for a key that has it.`,
    });
  }
  const roles = rolesOf(scope);
  if (actor.roles.some((role) => roles.includes(role))) return ok(undefined);
  return refuse({
    code: "not-permitted",
    sentence: `This needs the role ${roles.join(" or ")}. Ask an administrator of your organisation.`,
  });
}
