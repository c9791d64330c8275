import { describe, expect, it } from "vitest";
import { type Code, codeOfBytes, labelIdOf } from "../../domain/label/code.ts";
import { ok, refuse } from "../../domain/result.ts";
import type { NewAlert } from "../../ports/alert-book.ts";
import type { LabelOnRecord } from "../../ports/scan-records.ts";
import { type ReportDeps, type ReportInput, reportProblem } from "./report-problem.ts";

const CODE: Code = codeOfBytes(new Uint8Array(16).fill(7));
const OTHER: Code = codeOfBytes(new Uint8Array(16).fill(9));
const LABEL = labelIdOf(CODE);
const EMPTY: ReportInput = { code: "", label: "", about: "other", text: "", place: "", contact: "", photo: undefined };

function depsOf(changes: Partial<ReportDeps> = {}) {
  const raised: NewAlert[] = [];
  const found = { label: LABEL, lot: { subject: "lot/lumina/L-1" } } as LabelOnRecord;
  const deps: ReportDeps = {
    alerts: {
      raise: async (alert) => {
        raised.push(alert);
        return { number: "A-2026-000001", became: "opened" };
      },
    },
    records: {
      label: async (label) => ({ head: { position: 1, at: null }, found: label === LABEL ? found : undefined }),
    },
    photos: { keep: async () => ok("photo.jpg"), read: async () => undefined },
    clock: { now: () => "2026-05-04T10:00:00.000Z" },
    random: { bytes: (length) => new Uint8Array(length) },
    operator: async () => "operator",
    ...changes,
  };
  return { deps, raised };
}

describe("a report", () => {
  it("with nothing in it is taken, and goes to whoever runs the installation", async () => {
    const { deps, raised } = depsOf();
    expect(await reportProblem(deps, EMPTY)).toEqual(ok("A-2026-000001"));
    expect(raised).toMatchObject([
      { class: "report", severity: "notice", ownerMember: "operator", subject: { kind: "code", name: "" } },
    ]);
    expect(raised[0]?.openedBy).toEqual({ member: null, name: "" });
  });

  it("about a label on record goes to its maker, within two working days", async () => {
    const { deps, raised } = depsOf();
    await reportProblem(deps, { ...EMPTY, code: CODE.toLowerCase() });
    expect(raised).toMatchObject([
      { ownerMember: "lumina", subject: { kind: "unit", name: LABEL }, deadline: "2026-05-06T10:00:00.000Z" },
    ]);
  });

  it("about a label whose code is not at hand goes the same way, and a code beside it is believed first", async () => {
    const { deps, raised } = depsOf();
    await reportProblem(deps, { ...EMPTY, label: LABEL });
    await reportProblem(deps, { ...EMPTY, label: LABEL, code: OTHER });
    expect(raised).toMatchObject([
      { ownerMember: "lumina", subject: { kind: "unit", name: LABEL } },
      { ownerMember: "operator", subject: { kind: "code", name: labelIdOf(OTHER) } },
    ]);
  });

  it("of a member's person is seen by that member, and needs no sharing with its owner", async () => {
    const { deps, raised } = depsOf();
    await reportProblem(deps, { ...EMPTY, label: LABEL, from: { member: "harbor", name: "bo" } });
    await reportProblem(deps, { ...EMPTY, label: LABEL, from: { member: "lumina", name: "ada" } });
    expect(raised.map(({ recipients }) => recipients)).toEqual([["harbor"], []]);
    expect(raised.map(({ openedBy }) => openedBy?.name)).toEqual(["bo", "ada"]);
  });

  it("about an unknown code keeps its label id and never the code", async () => {
    const { deps, raised } = depsOf();
    await reportProblem(deps, { ...EMPTY, code: OTHER, text: `it says ${OTHER}, bought for 12345678901234567890 yen` });
    expect(JSON.stringify(raised)).not.toContain(OTHER);
    expect(raised[0]?.report?.text).toContain("it says [code],");
  });

  it("whose photo is refused is not kept half", async () => {
    const { deps, raised } = depsOf({
      photos: { keep: async () => refuse("photo-heic"), read: async () => undefined },
    });
    expect(await reportProblem(deps, { ...EMPTY, photo: new Uint8Array(3) })).toEqual(refuse("photo-heic"));
    expect(raised).toEqual([]);
  });

  it("is refused where no network was founded", async () => {
    const { deps } = depsOf({ operator: async () => undefined });
    expect(await reportProblem(deps, EMPTY)).toEqual(refuse("nobody"));
  });
});
