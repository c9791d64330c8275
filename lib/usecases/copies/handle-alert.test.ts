import { describe, expect, it } from "vitest";
import type { AlertBook, AlertChange } from "../../ports/alert-book.ts";
import type { Actor } from "../actor.ts";
import { changeAlert } from "./handle-alert.ts";

const KEY: Actor = { by: "key", member: "lumina", keyId: "k", scopes: ["alerts:write"] };

describe("an alert", () => {
  it("is given to a colleague alone, by the address with which they sign in", async () => {
    const changes: AlertChange[] = [];
    const alerts = {
      alert: async () => ({ alert: { owner: { member: "lumina", name: "Ada" } }, messages: [] }),
      colleague: async (member: string, given: string) =>
        member === "lumina" && given === "Sam" ? "sam@lumina.example" : undefined,
      change: async (_member: string, _number: string, change: AlertChange) => changes.push(change) > 0,
    } as unknown as AlertBook;
    const deps = { alerts, clock: { now: () => "2026-05-04T10:00:00.000Z" } };
    const give = (name: string) => changeAlert(deps, KEY, "A-2026-000001", { what: "assigned", name });

    expect(await give("ceo@rival.example")).toMatchObject({ ok: false, error: { code: "person-unknown" } });
    expect(changes).toEqual([]);
    expect(await give("Sam")).toMatchObject({ ok: true });
    expect(changes).toEqual([{ what: "assigned", name: "sam@lumina.example" }]);
  });
});
