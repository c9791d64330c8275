import "server-only";

/** From an API key to the organisation that owns it and what it may do. */
import { type Actor, SCOPES, type Scope } from "../../usecases/actor.ts";
import { auth } from "../auth.ts";
import { prismaClient } from "../prisma-client.ts";

/** The library keeps permissions by resource; ours have one. */
export const SCOPE_RESOURCE = "truelane";
const LONGEST_KEY = 200;

/** Undefined for a key that is unknown, expired, switched off, or whose organisation is gone. */
export async function actorOfKey(key: string): Promise<Extract<Actor, { by: "key" }> | undefined> {
  if (key.length > LONGEST_KEY) return undefined;
  const checked = await auth().api.verifyApiKey({ body: { key } });
  if (!checked.valid || !checked.key) return undefined;
  const owner = await prismaClient().signInOrganization.findUnique({ where: { id: checked.key.referenceId } });
  if (!owner) return undefined;
  return { by: "key", member: owner.slug, keyId: checked.key.id, scopes: scopesOf(checked.key.permissions) };
}

export function scopesOf(
  permissions: Readonly<Record<string, readonly string[]>> | null | undefined,
): readonly Scope[] {
  const granted = new Set(permissions?.[SCOPE_RESOURCE] ?? []);
  return SCOPES.filter((scope) => granted.has(scope));
}
