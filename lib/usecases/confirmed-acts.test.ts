import { describe, expect, it } from "vitest";
import { type Actor, APP_ROLES, SCOPES } from "./actor.ts";
import type { CommandKind } from "./commands.ts";
import { type Act, CONFIRMED_ACTS, requireConfirmed } from "./confirmed-acts.ts";
import { PERMISSIONS } from "./may.ts";

const NOW = "2026-03-01T08:00:00.000Z";
const person = (confirmedAt?: string): Actor => ({
  by: "person",
  member: "lumen",
  userId: "u",
  email: "u@x",
  roles: APP_ROLES,
  ...(confirmedAt && { confirmedAt }),
});
const codeOf = (actor: Actor, act: Act) => {
  const answer = requireConfirmed(actor, act, NOW);
  return answer.ok ? "goes on" : answer.error.code;
};

describe("an act that an open browser must not be enough for", () => {
  it.each(CONFIRMED_ACTS)("%s is done within five minutes of a confirmation and not later", (act) => {
    expect(codeOf(person("2026-03-01T07:55:00.000Z"), act)).toBe("goes on");
    expect(codeOf(person("2026-03-01T07:54:59.999Z"), act)).toBe("not-confirmed");
  });

  it("is not done where nobody ever confirmed, or what is said of it is no time", () => {
    for (const confirmedAt of [undefined, "yesterday"])
      expect(codeOf(person(confirmedAt), "release-lot")).toBe("not-confirmed");
  });

  it("takes a clock that is a little ahead, and no confirmation from the future", () => {
    expect(codeOf(person("2026-03-01T08:01:00.000Z"), "release-lot")).toBe("goes on");
    expect(codeOf(person("2026-03-01T08:01:00.001Z"), "release-lot")).toBe("not-confirmed");
  });

  it("is done by an API key, which is no browser", () => {
    const key: Actor = { by: "key", member: "lumen", keyId: "k", scopes: SCOPES };
    for (const act of CONFIRMED_ACTS) expect(codeOf(key, act)).toBe("goes on");
  });
});

describe("everyday work", () => {
  const everyday = (Object.keys(PERMISSIONS) as CommandKind[]).filter(
    (kind) => !(CONFIRMED_ACTS as readonly Act[]).includes(kind),
  );

  it("asks nobody to confirm", () => {
    expect(everyday).toEqual(expect.arrayContaining(["pack", "offer", "accept", "sell", "inspect", "install"]));
    for (const kind of everyday) expect(codeOf(person(), kind)).toBe("goes on");
  });
});
