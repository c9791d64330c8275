import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EngineBench, openEngineBench, product } from "../../test/model/engine.ts";
import { LEAD } from "../../test/model/installation.ts";
import { refuse } from "../domain/result.ts";
import type { Journal } from "../ports/journal.ts";
import type { Ledger } from "../ports/ledger.ts";
import type { Command } from "./commands.ts";

describe("the engine, among rivals and after a crash", () => {
  let here: EngineBench;
  beforeAll(async () => {
    here = await openEngineBench();
    await here.found();
  });
  afterAll(() => here.close());

  it("lets one of twenty racing offers of one module through, and tells the others who was first", async () => {
    await here.released("L-9", 1);
    const offers = Array.from({ length: 20 }, () => here.ask(LEAD, { kind: "offer", to: "harbor", items: ["L-9-0"] }));
    const answers = await Promise.all(offers);
    expect(answers.filter(({ state }) => state === "recorded")).toHaveLength(1);
    for (const answer of answers) if (answer.state === "refused") expect(answer.problem?.code).toBe("already-offered");
  });

  it("writes an event anew when somebody else's event left custody alone, and asks a person when it did not", async () => {
    await here.released("L-10", 2);
    const rival = async (serial: string, change: "touches" | "leaves") => {
      let first = true;
      const racing = await here.runAnother({
        append: async (event) => {
          if (first && event.body.kind === "transfer-offered") {
            first = false;
            if (change === "touches") await here.sellAtOnce(serial);
            else return refuse({ code: "stale-subject", heads: { [here.subjectOf(serial)]: null } });
          }
          return here.ledger.append(event);
        },
      });
      const opened = await racing.ask({ kind: "offer", to: "harbor", items: [serial] });
      await racing.stop();
      return opened;
    };
    expect(await rival("L-10-0", "leaves")).toMatchObject({
      state: "recorded",
      events: [{ kind: "transfer-offered" }],
    });
    expect(await rival("L-10-1", "touches")).toMatchObject({ state: "refused", problem: { code: "stale-subject" } });
  });

  it("sends the same bytes again after a crash between storing and recording", async () => {
    const sent: string[] = [];
    const crashed = await here.runAnother({
      append: (event) => {
        sent.push(JSON.stringify(event));
        return Promise.reject(new Error("the process died here"));
      },
    });
    const pending = await crashed.ask(product("PN-CRASH"), 300);
    expect(["pending", "checking"]).toContain(pending.state);
    await crashed.stop();
    const healed = await here.journal.settled(LEAD.member, pending.id, 20_000);
    expect(healed.state).toBe("recorded");
    expect(healed.events).toHaveLength(1);
    expect(JSON.parse(healed.events[0]!.bytes)).toEqual(JSON.parse(sent[0]!));
  });

  it("finds the first receipt when the answer was lost after the commit", async () => {
    const before = await here.ledger.size();
    const deaf = await here.runAnother({
      append: async (event) => {
        await here.ledger.append(event);
        throw new Error("the answer was lost");
      },
    });
    const pending = await deaf.ask(product("PN-DEAF"), 300);
    await deaf.stop();
    const healed = await here.journal.settled(LEAD.member, pending.id, 20_000);
    expect(healed).toMatchObject({ state: "recorded", events: [{ index: before, state: "recorded" }] });
    expect(await here.ledger.size()).toBe(before + 1);
  });

  describe("an operation of two events, of which the second is refused", () => {
    const unpackOf = (sscc: string, item: string): Command => ({ kind: "unpack", sscc, items: [item] });

    /** A module in a carton on a pallet: taking it out takes two events. */
    async function twoDeep(lotId: string): Promise<string> {
      await here.released(lotId, 2);
      const carton = String((await here.ask(LEAD, { kind: "pack", items: [`${lotId}-0`, `${lotId}-1`] })).result?.sscc);
      return String((await here.ask(LEAD, { kind: "pack", items: [carton] })).result?.sscc);
    }
    /** Takes every first event, and refuses every second one as stale. */
    function refusingEverySecond(): { append: Ledger["append"]; sent(): number } {
      let sent = 0;
      return {
        sent: () => sent,
        append: async (event) => {
          sent += 1;
          return sent % 2 === 1 ? here.ledger.append(event) : refuse({ code: "stale-subject", heads: {} });
        },
      };
    }

    it("is refused in words that say what is recorded, and its first half is not done a second time", async () => {
      const pallet = await twoDeep("L-11");
      const half = refusingEverySecond();
      const other = await here.runAnother({ append: half.append });
      const answer = await other.ask(unpackOf(pallet, "L-11-0"));
      await other.stop();
      expect(answer).toMatchObject({
        state: "refused",
        events: [{ kind: "unpacked" }],
        problem: { code: "stale-subject" },
      });
      expect(answer.problem?.sentence).toContain("Steps 1 to 1 of 2 are recorded");
      expect(answer.problem?.recorded).toEqual({ steps: 1, of: 2 });
      expect(half.sent()).toBe(2);
    });

    it("is refused just so when the process dies before it can say so", async () => {
      const pallet = await twoDeep("L-12");
      const half = refusingEverySecond();
      let dead = false;
      const dying: Journal = {
        ...here.journal,
        finish: () => {
          dead = true;
          return Promise.reject(new Error("the process died here"));
        },
      };
      const dies = await here.runAnother({ journal: dying, append: half.append });
      const opened = await dies.ask(unpackOf(pallet, "L-12-0"), 10);
      while (!dead) await new Promise((resolve) => setTimeout(resolve, 10));
      await dies.stop();
      const healed = await here.journal.settled(LEAD.member, opened.id, 20_000);
      expect(healed).toMatchObject({ state: "refused", problem: { code: "stale-subject" } });
      expect(JSON.stringify(healed.problem)).toContain("Steps 1 to 1 of 2 are recorded");
      expect(healed.events.map(({ state }) => state)).toEqual(["recorded", "superseded"]);
    });

    it("is recorded when both are, also after the process died between them", async () => {
      const pallet = await twoDeep("L-13");
      let sent = 0;
      const dies = await here.runAnother({
        append: (event) => {
          sent += 1;
          return sent === 1 ? here.ledger.append(event) : Promise.reject(new Error("the process died here"));
        },
      });
      const pending = await dies.ask(unpackOf(pallet, "L-13-0"), 300);
      await dies.stop();
      const healed = await here.journal.settled(LEAD.member, pending.id, 20_000);
      expect(healed).toMatchObject({ state: "recorded", events: [{ state: "recorded" }, { state: "recorded" }] });
    });
  });
});
