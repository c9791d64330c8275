/** Two members with one of each thing, for handlers: what the doors promise, kept in memory. */
import { ok, refuse } from "../../lib/domain/result.ts";
import type { Alert, AlertBook, CaseDetail } from "../../lib/ports/alert-book.ts";
import type { LabelBook } from "../../lib/ports/label-book.ts";
import type { ModuleRecords, Sightings } from "../../lib/ports/module-records.ts";
import type { StockCounts } from "../../lib/ports/stock-counts.ts";
import type { Doors } from "../../lib/server/api/doors.ts";
import type { Actor, AppRole, Scope } from "../../lib/usecases/actor.ts";
import { SCOPES } from "../../lib/usecases/actor.ts";
import type { Command } from "../../lib/usecases/commands.ts";
import { requireConfirmed } from "../../lib/usecases/confirmed-acts.ts";
import { mayDo } from "../../lib/usecases/may.ts";
import type { Job, Operation, Problem } from "../../lib/usecases/operation.ts";
import type {
  ContainerRow,
  LabelKeyRow,
  LotRow,
  ModuleRow,
  ProductRow,
  Queries,
  TransferDetail,
} from "../../lib/usecases/queries.ts";

export const TIME = "2026-03-01T08:00:00.000Z";
const LONG_AGO = "2026-03-01T07:54:59.999Z";
const HASH = "ab".repeat(32);
export const JOB = "7d444840-9dc0-41d1-b245-5ffdce74fad2";
export const OPERATION = "0fb5e0e4-3b0e-4a5e-8a64-2b1f5a0f9a11";
export const TRANSFER = "0123456789abcdef0123456789abcdef";
export const ALERT = "A-2026-000001";
export const CASE = "C-2026-000001";
export const SSCC = "340123450000000017";
export const SERIAL = "FNS2407700000";

const product: ProductRow = {
  subject: "product/acme/SFP-10G-LR/",
  member: "acme",
  partNumber: "SFP-10G-LR",
  revision: "",
  vendorName: "ACME",
  formFactor: "SFP+",
  media: "10GBASE-LR",
  description: null,
  gtin: null,
  declaredAt: TIME,
  lots: 1,
};
export const lot: LotRow = {
  subject: "lot/acme/L-1",
  member: "acme",
  lotId: "L-1",
  product,
  count: 3,
  root: HASH,
  manifest: HASH,
  madeOn: "2026-02-28",
  site: null,
  status: "registered",
  registeredAt: TIME,
  releasedAt: null,
  untouched: 3,
  packed: 0,
  sold: 0,
  labelsPrintable: true,
  labelKey: null,
  approvals: [],
};
const module: ModuleRow = {
  subject: `module/${HASH}`,
  labelId: HASH,
  serialNumber: SERIAL,
  partNumber: "SFP-10G-LR",
  vendorName: "ACME",
  lot: lot.subject,
  lotId: "L-1",
  maker: "acme",
  index: 0,
  whereabouts: { at: "holder", holder: "acme", inside: [] },
  offer: null,
  disputed: false,
  lotStatus: "registered",
};
const container: ContainerRow = {
  subject: `container/acme/${SSCC}/1`,
  sscc: SSCC,
  number: 1,
  maker: "acme",
  count: 1,
  modules: 1,
  whereabouts: { at: "holder", holder: "acme", inside: [] },
  offer: null,
  disputed: false,
  emptied: false,
  packedAt: TIME,
};
const transfer: TransferDetail = {
  id: TRANSFER,
  from: "acme",
  to: "beta",
  status: "offered",
  expired: false,
  things: 1,
  modules: 1,
  offeredAt: TIME,
  expiresAt: "2026-03-15T08:00:00.000Z",
  closedAt: null,
  reason: null,
  exceptions: 0,
  waiting: 0,
  items: [{ subject: container.subject, is: "container", name: SSCC, partNumber: null, items: [] }],
  except: [],
  consignmentChecked: true,
};
const job: Job = { id: JOB, kind: "register-lot", state: "done", done: 3, total: 3, result: {}, createdAt: TIME };
const operation: Operation = { id: OPERATION, kind: "pack", state: "recorded", events: [], createdAt: TIME };

const page = <T>(items: readonly T[]) => ({ items, nextCursor: null });

/** All but the transfer, which has two ends, is acme's own. */
const queries: Queries = {
  dashboard: async () => {
    throw new Error("the API shows no dashboard");
  },
  members: async () => [memberRow("acme"), memberRow("beta"), memberRow("gamma")],
  memberOf: async (id) => memberRow(id),
  products: async (member) => page(member === "acme" ? [product] : []),
  product: async (member) => (member === "acme" ? product : undefined),
  labelKeys: async (member) => (member === "acme" ? [labelKey] : []),
  lots: async (member) => page(member === "acme" ? [lot] : []),
  lot: async (member, lotId) => (member === "acme" && lotId === "L-1" ? lot : undefined),
  lotsWithSerials: async () => new Map(),
  lotGate: async () => ({ findings: [], overrides: [] }),
  lotWithdrawal: async () => undefined,
  lotEvents: async () => [],
  lotRecalls: async () => [],
  lotContainers: async () => page([]),
  looseLots: async () => [],
  looseModules: async () => [],
  lotModules: async () => page([module]),
  findModules: async (member, text) => (member === "acme" && [SERIAL, HASH].includes(text) ? [module] : []),
  moduleMarks: async () => ({
    recalls: [],
    stolen: null,
    scrapped: null,
    installed: null,
    recode: null,
    activated: null,
  }),
  standingsOf: async () => new Map(),
  moduleEvents: async () => [],
  holdings: async () => page([]),
  container: async (member, sscc) =>
    member === "acme" && sscc === SSCC ? { ...container, items: [{ is: "module", ...module }], events: [] } : undefined,
  containers: async (member) => page(member === "acme" ? [container] : []),
  transfers: async (member) => page(member === "gamma" ? [] : [transfer]),
  transfer: async (member, id) => (member !== "gamma" && id === TRANSFER ? transfer : undefined),
  events: async () => page([]),
  operation: async (member, id) => (member === "acme" && id === OPERATION ? operation : undefined),
  jobs: async (member) => page(member === "acme" ? [job] : []),
  job: async (member, id) => (member === "acme" && id === JOB ? job : undefined),
  lotOfImport: async () => undefined,
};

function memberRow(member: string) {
  const gs1Prefixes = member === "acme" ? ["4012345"] : [];
  return {
    member,
    name: member,
    roles: ["maker"],
    roots: [],
    gs1Prefixes,
    releaseApprovers: 1,
    active: true,
    hostedHere: true,
    admittedAt: TIME,
  } as const;
}

export const KID = "0123456789abcdef";
const labelKey: LabelKeyRow = {
  subject: `key/acme/${KID}`,
  kid: KID,
  algorithm: "ed25519",
  publicKey: HASH,
  notBefore: TIME,
  notAfter: TIME,
  quota: 10,
  issued: 3,
  declaredAt: TIME,
  revokedAt: null,
  revokedReason: null,
};
const COUNTS = { quota: null, closedAt: null, printed: 0, applied: 0, voided: 0, bagFiles: 0, bagsHandedOut: false };
const NO_LABELS_YET: LabelBook = {
  counts: async () => COUNTS,
  openOrder: async () => true,
  closeOrder: async () => true,
  withdrawOrder: async () => true,
  codesGone: async () => {},
  spoil: async () => {},
  beginPrint: async () => OPERATION,
  cancelPrint: async () => {},
  finishPrint: async () => {},
  gtinOf: async () => undefined,
  check: async (_, labels) => labels.map(() => "ok" as const),
  unbalanced: async () => [],
};
const NO_RECORDS: ModuleRecords = {
  bySerial: async () => new Map(),
  byLabel: async () => undefined,
  vendorNames: async () => ["ACME"],
  testsOf: async (places) => places.map(() => undefined),
};
const NO_SIGHTINGS: Sightings = { note: async () => {}, elsewhere: async () => new Map() };

const alert: Alert = {
  number: ALERT,
  class: "R5",
  severity: "high",
  subject: { kind: "unit", name: HASH },
  serialNumber: SERIAL,
  partNumber: "SFP-10G-LR",
  owner: { member: "acme", name: "Ada" },
  recipients: ["beta"],
  state: "open",
  contradiction: {
    rule: "R5",
    severity: "high",
    facts: [{ says: "ended", how: "scrapped", by: "acme", at: TIME, position: 7 }],
    copies: [],
    evidence: ["1"],
  },
  report: null,
  hold: false,
  openedAt: TIME,
  deadline: TIME,
  actedAt: null,
  rootCause: null,
  outcome: null,
  case: null,
  caseState: null,
  closedAt: null,
  closedBy: null,
};
const alertCase: CaseDetail = {
  number: CASE,
  title: "Copied labels",
  owner: { member: "acme", name: "Ada" },
  state: "open",
  finding: null,
  openedAt: TIME,
  deadline: TIME,
  confirmedAt: null,
  rootCause: null,
  outcome: null,
  closedAt: null,
  closedBy: null,
  units: [{ label: HASH, serialNumber: SERIAL }],
  alerts: [alert],
  decisions: [],
  messages: [],
};
/** One alert and one case of acme's, shared with beta. */
const alerts: AlertBook = {
  raise: async () => ({ number: ALERT, became: "known" }),
  alerts: async (member) => page(member === "gamma" ? [] : [alert]),
  alert: async (member, number) => (member !== "gamma" && number === ALERT ? { alert, messages: [] } : undefined),
  colleague: async (_member, given) => given,
  change: async (member) => member === "acme",
  say: async () => {},
  figures: async () => [],
  openCase: async ({ member }) => (member === "acme" ? CASE : undefined),
  cases: async (member) => page(member === "gamma" ? [] : [alertCase]),
  case: async (member, number) => (member !== "gamma" && number === CASE ? alertCase : undefined),
  decide: async () => "noted",
  closeCase: async () => true,
  link: async () => {},
  linked: async () => undefined,
};
const stockCounts: StockCounts = {
  labelsOf: async (member, names) => names.map((name) => (member === "acme" && name === SERIAL ? HASH : undefined)),
  keep: async () => {},
  newest: async (member) => (member === "acme" ? [{ id: JOB, countedAt: TIME, items: 1, by: "Ada" }] : []),
  countries: async () => [],
  setCountries: async () => {},
};
async function* lines(): AsyncIterable<Uint8Array> {
  yield Buffer.from("{}\n");
}

/** What the worker answers, as far as whose thing it is. */
function outcome(actor: Actor, command: Command): Pick<Operation, "state" | "problem" | "result"> {
  const allowed = mayDo(actor, command.kind);
  if (!allowed.ok) return { state: "refused", problem: allowed.error };
  const confirmed = requireConfirmed(actor, command.kind, TIME);
  if (!confirmed.ok) return { state: "refused", problem: confirmed.error };
  const no = (code: string): { state: "refused"; problem: Problem } => ({
    state: "refused",
    problem: { code, sentence: `${code}.` },
  });
  if ("lotId" in command && actor.member !== "acme") return no("lot-unknown");
  if ("transferId" in command && actor.member === "gamma") return no("transfer-unknown");
  if ((command.kind === "accept" || command.kind === "decline") && actor.member !== "beta")
    return no("not-the-receiver");
  if (("items" in command || "item" in command) && actor.member !== "acme") return no("item-unknown");
  if (command.kind === "revoke-label-key" && actor.member !== "acme") return no("label-key-unknown");
  if (command.kind === "correct" && actor.member !== "acme") return no("event-unknown");
  return {
    state: "recorded",
    result: command.kind === "offer" ? { transferId: TRANSFER } : command.kind === "pack" ? { sscc: SSCC } : {},
  };
}

/** `Bearer {member}:{scope,…}` is a key, `Bearer {member}/{role,…}` a person; anything else is nobody. `@`: who confirmed long ago. */
function actorOfText(text: string | null): Actor | undefined {
  const [, member, mark, list = "", old] = /^Bearer (acme|beta|gamma)([:/])([^@]*)(@)?$/.exec(text ?? "") ?? [];
  if (!member) return undefined;
  const names = list.split(",").filter((name) => name !== "");
  if (mark === ":") return { by: "key", member, keyId: `key of ${member}`, scopes: names as Scope[] };
  const roles = names as AppRole[];
  const confirmedAt = old ? LONG_AGO : TIME;
  return { by: "person", member, userId: `user of ${member}`, email: `a@${member}.example`, roles, confirmedAt };
}

export const ALL_SCOPES = SCOPES.join(",");

export function doorsOfTwo(
  changes: Partial<Doors> = {},
): Doors & { readonly submitted: Command[]; readonly faults: unknown[] } {
  const submitted: Command[] = [];
  const faults: unknown[] = [];
  let random = 0;
  return {
    submitted,
    faults,
    async actorOf(request) {
      const given = request.headers.get("authorization") ?? request.headers.get("x-person");
      const actor = actorOfText(given);
      if (actor) return ok(actor);
      const code = given === null ? "not-signed-in" : "key-unknown";
      return refuse({ code, sentence: "This API key is unknown." });
    },
    queries: () => queries,
    async submit(actor, command) {
      submitted.push(command);
      return { id: OPERATION, kind: command.kind, events: [], createdAt: TIME, ...outcome(actor, command) };
    },
    jobs: async () => ({
      enqueue: async ({ id, kind, requestHash }) => ({
        job: { ...job, id, kind, state: "queued" },
        requestHash,
        fresh: true,
      }),
      byKey: async () => undefined,
      unfinished: async () => 0,
      askCancel: async (member, id) => (member === "acme" && id === JOB ? { ...job, state: "cancelled" } : undefined),
    }),
    journal: () => ({ hasRoom: async () => true }),
    containerNumbers: () => ({ number: async ({ sscc = SSCC, requestHash }) => ({ sscc, requestHash }) }),
    labelFiles: async () => ok(new Blob(["%PDF-1.7\n"]).stream()),
    labelBook: () => NO_LABELS_YET,
    moduleChecks: () => ({ records: NO_RECORDS, sightings: NO_SIGHTINGS, clock: { now: () => TIME } }),
    checkLimits: { asks: async () => true, misses: async () => true },
    allow: async () => ({ allowed: true, limit: 200, left: 199, resetSeconds: 4 }),
    alerts: () => alerts,
    alertWork: () => ({ alerts, clock: { now: () => TIME }, random: { bytes: (length) => new Uint8Array(length) } }),
    stockCounts: () => stockCounts,
    stockWork: () => ({
      stock: stockCounts,
      clock: { now: () => TIME },
      random: { bytes: (length) => new Uint8Array(length) },
    }),
    consignments: () => ({
      answer: async () => ok(lines()),
      file: async () => lines(),
      place: async () => ({ kept: true, receiverIsHere: true }),
      take: async () => ok(undefined),
    }),
    random: { bytes: (length) => new Uint8Array(length).fill(++random) },
    clock: { now: () => TIME },
    uploads: () => {
      throw new Error("this test sends no file");
    },
    errorsFile: async () => undefined,
    reportFile: async () => new Blob(["state\r\n"]).stream(),
    publicUrl: () => "https://truelane.example.com",
    log: (_event, { error }) => faults.push(error),
    ...changes,
  };
}
