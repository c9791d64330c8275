import { describe, expect, it } from "vitest";
import type { Actor, AppRole, Scope } from "./actor.ts";
import { APP_ROLES, SCOPES } from "./actor.ts";
import type { CommandKind } from "./commands.ts";
import { mayDo, PERMISSIONS } from "./may.ts";

const KINDS = Object.keys(PERMISSIONS) as CommandKind[];
const person = (...roles: AppRole[]): Actor => ({ by: "person", member: "lumen", userId: "u", email: "u@x", roles });
const key = (...scopes: Scope[]): Actor => ({ by: "key", member: "lumen", keyId: "k", scopes });

describe("who may do what", () => {
  it("leaves a viewer and a person without roles nothing to write", () => {
    for (const kind of KINDS) {
      expect(mayDo(person("viewer"), kind).ok).toBe(false);
      expect(mayDo(person(), kind).ok).toBe(false);
    }
  });

  it("lets approvers and nobody else release, not even an administrator", () => {
    expect(mayDo(person("release-approver"), "release-lot").ok).toBe(true);
    const others = APP_ROLES.filter((role) => role !== "release-approver");
    expect(mayDo(person(...others), "release-lot")).toMatchObject({ error: { code: "not-permitted" } });
  });

  it("keeps founding, admitting and settings for people, whatever an API key holds", () => {
    for (const kind of ["found-network", "admit-member", "change-member"] as const) {
      expect(mayDo(key(...SCOPES), kind)).toMatchObject({ error: { code: "not-permitted" } });
      expect(mayDo(person("admin"), kind).ok).toBe(true);
    }
  });

  it("lets an API key do what its scope says and nothing beside it", () => {
    expect(mayDo(key("transfers:write"), "offer").ok).toBe(true);
    expect(mayDo(key("transfers:write"), "sell")).toMatchObject({ error: { code: "scope-missing" } });
    for (const kind of KINDS) expect(mayDo(key("read"), kind).ok).toBe(false);
  });
});
