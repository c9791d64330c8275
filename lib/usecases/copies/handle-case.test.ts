import { describe, expect, it } from "vitest";
import type { AlertBook, CaseDetail } from "../../ports/alert-book.ts";
import type { Actor, AppRole } from "../actor.ts";
import { closeCase, decideCase } from "./handle-case.ts";

const person = (roles: readonly AppRole[], member = "lumina"): Actor => ({
  by: "person",
  member,
  userId: "u",
  email: "ada@lumina.example",
  roles,
});
const KEY: Actor = { by: "key", member: "lumina", keyId: "k", scopes: ["alerts:write"] };

/** One case of lumina's, shared with nordwind. */
const deps = {
  alerts: {
    case: async () => ({ owner: { member: "lumina", name: "Ada" } }) as CaseDetail,
    decide: async () => "noted",
    closeCase: async () => true,
  } as unknown as AlertBook,
  clock: { now: () => "2026-05-04T10:00:00.000Z" },
};
const codeOf = (result: { ok: boolean; error?: { code: string } }) => (result.ok ? "ok" : result.error?.code);
const confirm = (actor: Actor) =>
  decideCase(deps, actor, "C-2026-000001", { decision: "confirm", finding: "counterfeit" });

describe("a case", () => {
  it("is decided by named people with a role for it, never by a key", async () => {
    expect(codeOf(await confirm(person(["release-approver"])))).toBe("ok");
    expect(codeOf(await confirm(person(["admin"])))).toBe("ok");
    expect(codeOf(await confirm(person(["shipper", "viewer"])))).toBe("not-permitted");
    expect(codeOf(await confirm(KEY))).toBe("not-permitted");
  });

  it("is decided by its owner's people, not by a partner who may read it", async () => {
    expect(codeOf(await confirm(person(["admin"], "nordwind")))).toBe("not-found");
  });

  it("closes with a cause that fits its outcome", async () => {
    const close = (rootCause: "caps-lock" | "label-copied", outcome: "confirmed" | "false-alarm") =>
      closeCase(deps, person(["admin"]), "C-2026-000001", { rootCause, outcome });
    expect(codeOf(await close("label-copied", "confirmed"))).toBe("ok");
    expect(codeOf(await close("caps-lock", "confirmed"))).toBe("cause-outcome");
    expect(codeOf(await closeCase(deps, KEY, "C", { rootCause: "label-copied", outcome: "confirmed" }))).toBe(
      "not-permitted",
    );
  });
});
