import "server-only";

/** An organisation's API keys: made by its administrators, shown once, ended at once. */
import { ok, type Result, refuse } from "../domain/result.ts";
import type { Actor, Scope } from "../usecases/actor.ts";
import { requireConfirmed } from "../usecases/confirmed-acts.ts";
import type { Problem } from "../usecases/operation.ts";
import { auth, KEY_DAYS } from "./auth.ts";
import { systemClock } from "./clock.ts";
import { organizationOf } from "./organizations.ts";
import { prismaClient } from "./prisma-client.ts";
import { SCOPE_RESOURCE, scopesOf } from "./sign-in/key-actor.ts";

export type ApiKeyRow = {
  readonly id: string;
  readonly name: string;
  /** The first characters, to tell keys apart. */
  readonly start: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
};

const NOT_ADMIN: Problem = {
  code: "not-permitted",
  sentence: "Only an administrator of your organisation can handle API keys.",
};

export async function listApiKeys(actor: Actor): Promise<Result<readonly ApiKeyRow[], Problem>> {
  if (!isAdmin(actor)) return refuse(NOT_ADMIN);
  const { id } = await organizationOf(actor.member);
  const rows = await prismaClient().signInApiKey.findMany({
    where: { referenceId: id },
    orderBy: { createdAt: "desc" },
  });
  return ok(
    rows.map((row) => ({
      id: row.id,
      name: row.name ?? "",
      start: row.start ?? "",
      scopes: scopesOf(row.permissions ? JSON.parse(row.permissions) : null),
      createdAt: row.createdAt,
      expiresAt: row.expiresAt,
      lastUsedAt: row.lastRequest,
    })),
  );
}

/** `key` is in this answer and nowhere else: only its hash is kept. */
export async function createApiKey(
  actor: Actor,
  input: { readonly name: string; readonly scopes: readonly Scope[]; readonly days?: number },
): Promise<Result<{ id: string; key: string; expiresAt: Date | null }, Problem>> {
  if (!isAdmin(actor)) return refuse(NOT_ADMIN);
  const confirmed = requireConfirmed(actor, "make-api-key", systemClock.now());
  if (!confirmed.ok) return confirmed;
  if (input.scopes.length === 0) {
    return refuse({
      code: "scope-missing",
      sentence: "Choose at least one thing that the key may do.",
      pointer: "/scopes",
    });
  }
  const { id } = await organizationOf(actor.member);
  const made = await auth().api.createApiKey({
    body: {
      name: input.name,
      organizationId: id,
      userId: actor.userId,
      permissions: { [SCOPE_RESOURCE]: [...input.scopes] },
      expiresIn: (input.days ?? KEY_DAYS) * 24 * 60 * 60,
    },
  });
  return ok({ id: made.id, key: made.key, expiresAt: made.expiresAt });
}

/** The next request with the key is refused. */
export async function revokeApiKey(actor: Actor, keyId: string): Promise<Result<void, Problem>> {
  if (!isAdmin(actor)) return refuse(NOT_ADMIN);
  const confirmed = requireConfirmed(actor, "end-api-key", systemClock.now());
  if (!confirmed.ok) return confirmed;
  const { id } = await organizationOf(actor.member);
  const { count } = await prismaClient().signInApiKey.deleteMany({ where: { id: keyId, referenceId: id } });
  if (count === 1) return ok(undefined);
  return refuse({ code: "not-found", sentence: "There is no such API key in your organisation." });
}

function isAdmin(actor: Actor): actor is Extract<Actor, { by: "person" }> {
  return actor.by === "person" && actor.roles.includes("admin");
}
