import { describe, expect, it } from "vitest";
import type { Json } from "../../../lib/domain/event/canonical-json.ts";
import { LANGUAGES } from "../../../lib/domain/verify/language.ts";
import { NETWORK } from "../../../test/model/book.ts";
import { AT, DATE, declared, signedBy, signedLabel, trustStatement } from "../../../test/model/offline-lists.ts";
import { answerOffline, type Kept, readyUntil, refreshLists, type Shelf } from "./kept-lists.ts";
import { saidOf } from "./offline-words.ts";

const TRUST = "/.well-known/truelane/trust.json";
const KEYS = "/.well-known/truelane/label-keys.json";

function shelf(): Shelf & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return { kept, getItem: (name) => kept.get(name) ?? null, setItem: (name, text) => void kept.set(name, text) };
}

function served(date = DATE, by = "lumen"): Readonly<Record<string, string>> {
  const keys = [{ declared: declared("lumen", "q1") }];
  const makers = [{ member: "lumen", name: "Lumen Optics" }];
  const list = { v: 1, network: NETWORK, date, keys, makers } as unknown as Json;
  return {
    [TRUST]: signedBy("trust", trustStatement(["harbor", "lumen"], date), [by]),
    [KEYS]: signedBy("label-keys", list, [by]),
  };
}

const refresh = (on: Shelf, files: Readonly<Record<string, string>>): Promise<Kept> =>
  refreshLists(on, async (path) => files[path], AT);

describe("the lists on a device", () => {
  it("are kept when they are right, and answer for a signed label without network", async () => {
    const mine = shelf();
    expect(answerOffline(mine, `/v/${signedLabel("q1")}`, AT)).toMatchObject({ why: "no-list" });
    expect(await refresh(mine, served())).toBe("kept");
    expect(answerOffline(mine, `/v/${signedLabel("q1")}`, AT)).toMatchObject({ is: "signed", date: DATE });
    expect(answerOffline(mine, "/v/7M07VEGGZCH4W5AMYCMX8TYA5Z", AT)).toMatchObject({ why: "no-signature" });
    expect(answerOffline(mine, "/00/340123450000000017", AT)).toMatchObject({ why: "no-signature" });
  });

  it("are not replaced by older ones, by forged ones, or by nothing", async () => {
    const mine = shelf();
    await refresh(mine, served("2026-03-10"));
    const before = new Map(mine.kept);
    expect(await refresh(mine, served("2026-03-09"))).toBe("refused");
    expect(await refresh(mine, served("2026-03-12", "rival"))).toBe("refused");
    expect(await refresh(mine, {})).toBe("unreachable");
    expect(mine.kept).toEqual(before);
    expect(await refresh(mine, served("2026-03-12", "harbor"))).toBe("kept");
  });

  it("say until when they answer, and nothing where they would not", async () => {
    const mine = shelf();
    expect(readyUntil(mine, AT)).toBeUndefined();
    await refresh(mine, served("2026-03-10"));
    expect(readyUntil(mine, "2026-03-10T08:00:00.000Z")).toBe("2026-03-17");
    const answer = (at: string) => answerOffline(mine, `/v/${signedLabel("q1")}`, at);
    expect(readyUntil(mine, "2026-03-17T23:59:59.999Z")).toBe("2026-03-17");
    expect(answer("2026-03-17T23:59:59.999Z")).toMatchObject({ is: "signed" });
    expect(readyUntil(mine, "2026-03-18T00:00:00.000Z")).toBeUndefined();
    expect(answer("2026-03-18T00:00:00.000Z")).toMatchObject({ why: "expired" });
    expect(readyUntil(mine, "2026-03-08T00:00:00.000Z")).toBeUndefined();
  });

  it("are not believed when somebody changed them on the device", async () => {
    const mine = shelf();
    await refresh(mine, served());
    for (const [name, text] of mine.kept) mine.setItem(name, text.replaceAll(DATE, "2026-03-20"));
    expect(answerOffline(mine, `/v/${signedLabel("q1")}`, AT)).toMatchObject({ why: "no-list" });
  });
});

describe("the words without network", () => {
  it("are exactly those of the ladder, first sentence as title", async () => {
    const mine = shelf();
    await refresh(mine, served());
    const answer = answerOffline(mine, `/v/${signedLabel("q1")}`, AT);
    const whole = LANGUAGES.map((language) => saidOf(answer, language)).map(({ title, lead }) => [title, lead]);
    expect(whole).toEqual([
      ["Label signature is right.", `Not checked for copies, recall or theft. Trust list of ${DATE}.`],
      ["标签签名正确。", `未核查复制、召回或失窃情况。信任列表日期：${DATE}。`],
    ]);
    const forged = answerOffline(mine, `/v/${signedLabel("q2", "2026-03-05", "q1")}`, AT);
    expect(saidOf(forged, "en")).toMatchObject({
      title: "This label was not issued by the manufacturer it names.",
      lead: "",
    });
  });

  it("call nothing genuine, and name no reason twice", () => {
    const reasons = [
      "no-signature",
      "malformed",
      "no-list",
      "expired",
      "clock",
      "unknown-key",
      "key-revoked",
      "key-not-valid",
    ] as const;
    for (const language of LANGUAGES) {
      const said = reasons.map((why) => saidOf({ is: "cannot-tell", why }, language));
      expect(new Set(said.map(({ lead }) => lead)).size).toBe(reasons.length);
      for (const { title } of said) expect(title).not.toMatch(/genuine|authentic|正品/i);
    }
  });
});
