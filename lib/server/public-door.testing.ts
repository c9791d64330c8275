/** A label on record and everything behind the public doors, for tests of them. */
import { NETWORK } from "../../test/model/book.ts";
import { recordedLot } from "../../test/model/recorded-lot.ts";
import { type Code, labelIdOf, shortCodeOfBytes } from "../domain/label/code.ts";
import type { ScanAnswer } from "../domain/verify/scan-answer.ts";
import type { LotTree } from "../ports/lot-trees.ts";
import type { ScanBook } from "../ports/scan-book.ts";
import type { LabelOnRecord, ScanRecords } from "../ports/scan-records.ts";
import { NO_ACTIVATION_LIMITS } from "../usecases/activation-limits.ts";
import { birthChecker } from "../usecases/check-birth.ts";
import { freshNumbers } from "../usecases/fresh-numbers.ts";
import { recentBuyers } from "../usecases/recent-buyers.ts";
import { UNCOUNTED } from "./metrics/counts.ts";
import { publicPages } from "./public-pages.ts";
import { answerPublic, type PublicDeps, type PublicRequest } from "./public-routes.ts";
import { NO_LIMITS } from "./scan-limits.ts";

export const PUBLIC_URL = "https://truelane.example";
export const lot = recordedLot(2, "L-1");
export const [code] = lot.codes as [Code];
export const UNKNOWN = "7ZZZZZZZZZZZZZZZZZZZZZZZZZ";

export const found: LabelOnRecord = {
  label: (JSON.parse(lot.lines[1] as string) as { leaf: { label: string } }).leaf.label,
  lot: {
    subject: lot.subject,
    lotId: "L-1",
    maker: { name: "Lumina <b>", contact: "help@lumina.example" },
    status: "released",
    count: 2,
    root: lot.fact.root,
    manifest: lot.fact.manifest,
    madeOn: "2026-02-01",
    site: "Dresden",
    partNumber: "LM-100G-LR4",
    vendorName: "LUMINA",
    formFactor: "QSFP28",
    gtin: null,
    events: [
      { position: 4, kind: "lot-registered", at: "2026-03-01T12:00:00.000Z", by: "Lumina <b>" },
      { position: 5, kind: "lot-released", at: "2026-03-01T13:00:00.000Z", by: "Lumina <b>" },
    ],
  },
  asked: { label: lot.modules[0]?.slice("module/".length) as string, state: undefined },
  module: undefined,
  lotState: {},
  life: [],
  leafIndex: 0,
  record: JSON.stringify((JSON.parse(lot.lines[1] as string) as { record: unknown }).record),
  activation: null,
  custody: { holder: "Lumina <b>", soldBy: null, disputed: false, stolenWith: null },
  moves: [],
  transfers: [],
  brokenRules: 0,
};
export const lotTree: LotTree = {
  leaves: 2,
  level: 0,
  nodes: lot.levels[0] as Uint8Array,
  sibling: () => undefined,
};
export const head = { position: 5, at: "2026-03-01T13:00:00.000Z" };

const NO_SCANS: ScanBook = {
  known: () => {},
  unknown: () => {},
  seen: async (_label, caller) => ({ firstAt: caller.at, country: null, region: null, number: 1 }),
  settled: async () => {},
};

/** Which label ids were looked up, in order. */
export function depsWith(changes: Partial<PublicDeps> = {}): PublicDeps & { readonly asked: string[] } {
  const asked: string[] = [];
  const records: ScanRecords = {
    label: async (label) => {
      asked.push(label);
      return { head, found: label === found.label ? found : undefined };
    },
    labelKeys: async () => [],
    labelOfActivation: async () => undefined,
    carrier: async () => "lumina",
    network: async () => NETWORK,
    container: async (sscc) => ({
      head,
      found: sscc.startsWith("3401")
        ? { sscc, count: 20, packedBy: "Lumina", packedAt: head.at, state: "held", who: "Nordwind" }
        : undefined,
    }),
    operator: async () => ({ name: "Lumina", contact: "help@lumina.example" }),
  };
  return {
    asked,
    records,
    birthCheck: birthChecker({ tree: () => lotTree }),
    confirmedCase: async () => null,
    submit: () => Promise.reject(new Error("nothing is to be written")),
    numbers: freshNumbers("of these tests", () => Date.parse("2026-03-02T00:00:00.000Z")),
    activationLimits: NO_ACTIVATION_LIMITS,
    recentBuyers: recentBuyers(() => 0),
    askerMark: (ip) => ip,
    clock: { now: () => "2026-03-02T00:00:00.000Z" },
    publicUrl: PUBLIC_URL,
    ledger: { kind: "embedded", checkpoint: async () => ({ size: 6, root: "ab".repeat(32) }) },
    pages: publicPages,
    limits: NO_LIMITS,
    scans: NO_SCANS,
    warnings: { of: async () => undefined },
    fault: () => {},
    lists: { read: async () => undefined },
    log: {
      checkpoint: async () => "truelane/x\n6\nroot\n",
      tile: async ({ width }) => (width <= 6 ? new Uint8Array(32 * width) : undefined),
    },
    counts: UNCOUNTED,
    ...changes,
  };
}

export const BROKEN: ScanRecords = {
  label: () => Promise.reject(new Error("no database")),
  labelKeys: () => Promise.reject(new Error("no database")),
  labelOfActivation: () => Promise.reject(new Error("no database")),
  carrier: () => Promise.reject(new Error("no database")),
  network: () => Promise.reject(new Error("no database")),
  container: () => Promise.reject(new Error("no database")),
  operator: () => Promise.reject(new Error("no database")),
};

export async function get(deps: PublicDeps, target: string, more: Partial<PublicRequest> = {}) {
  const [path = "", query = ""] = target.split("?");
  const answer = await answerPublic(deps, {
    method: "GET",
    path,
    query,
    accept: undefined,
    acceptLanguage: undefined,
    ip: "192.0.2.1",
    ...more,
  });
  if (!answer) throw new Error(`${target} is no public door`);
  const text = typeof answer.body === "string" ? answer.body : Buffer.from(answer.body).toString("latin1");
  return { ...answer, text, json: () => JSON.parse(text) as ScanAnswer };
}
export const asJson = { accept: "application/json" };

/** The same label with the 20 characters of a GS1 link. */
export function shortLabel(): { readonly code: string; readonly deps: (changes?: Partial<PublicDeps>) => PublicDeps } {
  const short = shortCodeOfBytes(new Uint8Array(16).fill(7));
  const label = labelIdOf(short);
  const onRecord = async (asked: string) => ({
    head,
    found: asked === label ? { ...found, label, asked: { label, state: undefined } } : undefined,
  });
  return {
    code: short,
    deps: (changes) => {
      const deps = depsWith();
      // The leaf is another label's, so there is no path that would fit.
      return { ...deps, records: { ...deps.records, label: onRecord }, birthCheck: () => "not-run", ...changes };
    },
  };
}
