import "server-only";

/** The roles of people as the sign-in library needs them. What a role may do with goods is decided by the use cases. */
import { createAccessControl } from "better-auth/plugins/access";
import { APP_ROLES, type AppRole } from "../../usecases/actor.ts";

export const accessControl = createAccessControl({
  organization: ["update"],
  member: ["create", "update", "delete"],
  invitation: ["create", "cancel"],
  apiKey: ["create", "read", "update", "delete"],
} as const);

const nothing = accessControl.newRole({});
const everything = accessControl.newRole({
  organization: ["update"],
  member: ["create", "update", "delete"],
  invitation: ["create", "cancel"],
  apiKey: ["create", "read", "update", "delete"],
});

export const signInRoles = {
  admin: everything,
  registrar: nothing,
  "release-approver": nothing,
  "label-officer": nothing,
  shipper: nothing,
  viewer: nothing,
} satisfies Record<AppRole, typeof nothing | typeof everything>;

/** The library keeps several roles as one text, joined by commas. */
export function rolesOfText(text: string): readonly AppRole[] {
  const given = new Set(text.split(",").map((each) => each.trim()));
  return APP_ROLES.filter((role) => given.has(role));
}
