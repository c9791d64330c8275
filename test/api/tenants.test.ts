import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ENDPOINTS } from "../../lib/server/api/route-table.ts";
import { APP_ROLES } from "../../lib/usecases/actor.ts";
import {
  ALERT,
  ALL_SCOPES,
  CASE,
  JOB,
  KID,
  lot,
  doorsOfTwo as networkOfTwo,
  OPERATION,
  SERIAL,
  SSCC,
  TRANSFER,
} from "./network-of-two.ts";
import { type Asked, ask } from "./requests.ts";

/**
 * One row a route: a request that succeeds for its owner, and what others get.
 * `stranger`: `404` where the thing is somebody else's, `empty` for lists, `own` where everybody acts for himself,
 * `public` where all members see the same. `viewer`: what the lowest role of the same member gets.
 */
type Row = {
  readonly asked?: Asked;
  readonly owner?: "acme" | "beta";
  readonly status: number;
  readonly stranger: 404 | "empty" | "own" | "public";
  readonly viewer: 200 | 202 | 403;
};

const lotId = { params: { lotId: "L-1" } };
const sscc = { params: { sscc: SSCC } };
const transfer = { params: { id: TRANSFER } };
const module = { params: { module: SERIAL } };
const job = { params: { id: JOB } };
const alert = { params: { number: ALERT } };
const oneCase = { params: { number: CASE } };
const SIGNED = {
  statement: { v: 1, network: "a".repeat(32), transfer: `transfer/${TRANSFER}`, at: "2026-03-01T08:00:00.000Z" },
  signatures: [{ certificate: "AAAA", signature: "AAAA" }],
};
const items = { items: [SERIAL] };

/** An SFP's identity page as a tool prints it, with another last serial byte. */
function dump(last: number): string {
  const bytes = Array.from({ length: 128 }, (_, at) => (at === 0 ? 3 : at === 83 ? last : 0x20));
  return bytes
    .map((byte, at) => `${at % 16 === 0 ? `${at === 0 ? "" : "\n"}0x${hex(at, 4)}:` : ""} ${hex(byte, 2)}`)
    .join("");
}
function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, "0");
}

const ROWS: Readonly<Record<string, Row>> = {
  listProducts: { status: 200, stranger: "empty", viewer: 200 },
  createProduct: {
    asked: { body: { partNumber: "X", vendorName: "ACME", formFactor: "SFP+", media: "10GBASE-LR" } },
    status: 201,
    stranger: "own",
    viewer: 403,
  },
  listLots: { status: 200, stranger: "empty", viewer: 200 },
  registerLot: {
    asked: {
      query: "lotId=L-2&partNumber=X&madeOn=2026-03-01",
      raw: "serialNumber\nA1\n",
      headers: { "content-type": "text/csv" },
    },
    status: 202,
    stranger: "own",
    viewer: 403,
  },
  lotTemplate: { status: 200, stranger: "public", viewer: 200 },
  getLot: { asked: lotId, status: 200, stranger: 404, viewer: 200 },
  listLotModules: { asked: lotId, status: 200, stranger: 404, viewer: 200 },
  releaseLot: { asked: { ...lotId, body: {} }, status: 200, stranger: 404, viewer: 403 },
  withdrawLot: { asked: { ...lotId, body: { reason: "wrong file" } }, status: 200, stranger: 404, viewer: 403 },
  lotLabelsPDF: { asked: lotId, status: 200, stranger: 404, viewer: 403 },
  lotLabelsSVG: { asked: lotId, status: 200, stranger: 404, viewer: 403 },
  lotLabelsZPL: { asked: lotId, status: 200, stranger: 404, viewer: 403 },
  lotLabelsCSV: { asked: lotId, status: 200, stranger: 404, viewer: 403 },
  listLabelKeys: { status: 200, stranger: "empty", viewer: 200 },
  createLabelKey: {
    asked: { body: { notAfter: "2027-03-01T00:00:00Z", quota: 100 } },
    status: 201,
    stranger: "own",
    viewer: 403,
  },
  revokeLabelKey: {
    asked: { params: { kid: KID }, body: { reason: "stolen" } },
    status: 200,
    stranger: 404,
    viewer: 403,
  },
  createLabelVoid: { asked: { body: { ...items, reason: "misprint" } }, status: 201, stranger: 404, viewer: 403 },
  createReplacement: {
    asked: { body: { item: SERIAL, reason: "damaged" } },
    status: 201,
    stranger: 404,
    viewer: 403,
  },
  replacementFile: { asked: { params: { module: "ab".repeat(32) } }, status: 200, stranger: 404, viewer: 403 },
  getLabelCounts: { asked: lotId, status: 200, stranger: 404, viewer: 200 },
  createLabelOrder: { asked: { ...lotId, body: { quota: 10 } }, status: 200, stranger: 404, viewer: 403 },
  withdrawLabelOrder: { asked: { ...lotId, body: {} }, status: 200, stranger: 404, viewer: 403 },
  checkLabels: { asked: { ...lotId, body: { codes: [SERIAL] } }, status: 200, stranger: 404, viewer: 403 },
  countSpoiledLabels: {
    asked: { ...lotId, body: { labels: 1, reason: "misprint" } },
    status: 200,
    stranger: 404,
    viewer: 403,
  },
  declareLabelsApplied: { asked: { ...lotId, body: {} }, status: 200, stranger: 404, viewer: 403 },
  findModules: { asked: { query: `search=${SERIAL}` }, status: 200, stranger: "empty", viewer: 200 },
  getModule: { asked: module, status: 200, stranger: 404, viewer: 200 },
  getModuleEvents: { asked: module, status: 200, stranger: 404, viewer: 200 },
  checkModules: {
    asked: { body: { modules: [{ evidence: "text", fields: { vendorName: "ACME", serialNumber: SERIAL } }] } },
    status: 200,
    stranger: "public",
    viewer: 200,
  },
  startFleetCheck: {
    asked: { raw: "hello", headers: { "content-type": "text/plain" } },
    status: 202,
    stranger: "own",
    viewer: 202,
  },
  fleetReport: { asked: job, status: 200, stranger: 404, viewer: 200 },
  listContainers: { status: 200, stranger: "empty", viewer: 200 },
  createContainer: { asked: { body: {} }, status: 201, stranger: "own", viewer: 403 },
  getContainer: { asked: sscc, status: 200, stranger: 404, viewer: 200 },
  packContainer: { asked: { ...sscc, body: items }, status: 200, stranger: 404, viewer: 403 },
  unpackContainer: { asked: { ...sscc, body: items }, status: 200, stranger: 404, viewer: 403 },
  containerLabel: { asked: sscc, status: 200, stranger: 404, viewer: 200 },
  listTransfers: { status: 200, stranger: "empty", viewer: 200 },
  createTransfer: { asked: { body: { to: "beta", ...items } }, status: 201, stranger: 404, viewer: 403 },
  getTransfer: { asked: transfer, status: 200, stranger: 404, viewer: 200 },
  acceptTransfer: { asked: { ...transfer, body: {} }, owner: "beta", status: 200, stranger: 404, viewer: 403 },
  declineTransfer: { asked: { ...transfer, body: {} }, owner: "beta", status: 200, stranger: 404, viewer: 403 },
  withdrawTransfer: { asked: { ...transfer, body: {} }, status: 200, stranger: 404, viewer: 403 },
  requestConsignment: { asked: { ...transfer, body: SIGNED }, status: 200, stranger: "public", viewer: 200 },
  getConsignment: { asked: transfer, status: 200, stranger: 404, viewer: 200 },
  handInConsignment: {
    asked: { ...transfer, raw: "{}\n", headers: { "content-type": "application/x-ndjson" } },
    owner: "beta",
    status: 200,
    stranger: 404,
    viewer: 403,
  },
  createSale: { asked: { body: items }, status: 201, stranger: 404, viewer: 403 },
  createReturn: { asked: { body: items }, status: 201, stranger: 404, viewer: 403 },
  createInspection: { asked: { body: { ...items, result: "passed" } }, status: 201, stranger: 404, viewer: 403 },
  createRepair: { asked: { body: { ...items, what: "new latch" } }, status: 201, stranger: 404, viewer: 403 },
  createRecode: {
    asked: { body: { item: SERIAL, before: dump(0), after: dump(1), hostCoding: "Cisco" } },
    status: 201,
    stranger: 404,
    viewer: 403,
  },
  createInstallation: { asked: { body: items }, status: 201, stranger: 404, viewer: 403 },
  createRemoval: { asked: { body: items }, status: 201, stranger: 404, viewer: 403 },
  createTheft: { asked: { body: items }, status: 201, stranger: 404, viewer: 403 },
  createRecovery: { asked: { body: items }, status: 201, stranger: 404, viewer: 403 },
  createScrapping: {
    asked: { body: { ...items, destroyed: true, reason: "water" } },
    status: 201,
    stranger: 404,
    viewer: 403,
  },
  undoScrapping: { asked: { body: { ...items, reason: "wrong box" } }, status: 201, stranger: 404, viewer: 403 },
  createCorrection: {
    asked: { body: { event: "ab".repeat(32), reason: "wrong carton" } },
    status: 201,
    stranger: 404,
    viewer: 403,
  },
  createRecall: { asked: { ...lotId, body: { reason: "laser drift" } }, status: 201, stranger: 404, viewer: 403 },
  liftRecall: {
    asked: { params: { lotId: "L-1", recall: TRANSFER }, body: { reason: "tested again" } },
    status: 200,
    stranger: 404,
    viewer: 403,
  },
  listAlerts: { status: 200, stranger: "empty", viewer: 200 },
  getAlert: { asked: alert, status: 200, stranger: 404, viewer: 200 },
  changeAlert: { asked: { ...alert, body: { what: "acknowledged" } }, status: 200, stranger: 404, viewer: 403 },
  addAlertMessage: { asked: { ...alert, body: { text: "seen" } }, status: 201, stranger: 404, viewer: 403 },
  listCases: { status: 200, stranger: "empty", viewer: 200 },
  openCase: { asked: { body: { title: "Copies", alerts: [ALERT] } }, status: 201, stranger: 404, viewer: 403 },
  getCase: { asked: oneCase, status: 200, stranger: 404, viewer: 200 },
  addCaseMessage: { asked: { ...oneCase, body: { text: "seen" } }, status: 201, stranger: 404, viewer: 403 },
  // Two named people decide; a key has no name, whoever's it is.
  decideCase: { asked: { ...oneCase, body: { decision: "clear" } }, status: 403, stranger: "own", viewer: 403 },
  closeCase: {
    asked: { ...oneCase, body: { rootCause: "data-late", outcome: "false-alarm" } },
    status: 403,
    stranger: "own",
    viewer: 403,
  },
  listStockCounts: { status: 200, stranger: "empty", viewer: 200 },
  createStockCount: { asked: { body: items }, status: 201, stranger: 404, viewer: 403 },
  listJobs: { status: 200, stranger: "empty", viewer: 200 },
  getJob: { asked: job, status: 200, stranger: 404, viewer: 200 },
  getJobEvents: { asked: job, status: 200, stranger: 404, viewer: 200 },
  cancelJob: { asked: { ...job, body: {} }, status: 200, stranger: 404, viewer: 403 },
  getJobErrors: { asked: job, status: 200, stranger: 404, viewer: 200 },
  listEvents: { status: 200, stranger: "empty", viewer: 200 },
  listMembers: { status: 200, stranger: "public", viewer: 200 },
  getOperation: { asked: { params: { id: OPERATION } }, status: 200, stranger: 404, viewer: 200 },
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "uploads-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
const doorsOfTwo = () => networkOfTwo({ uploads: () => folder });

it("every route has a row here, and every row a route", () => {
  expect(Object.keys(ROWS).sort()).toEqual(ENDPOINTS.map(({ id }) => id).sort());
});

describe.each(ENDPOINTS.map((endpoint) => [endpoint.id, endpoint] as const))("%s", (id, endpoint) => {
  const row = ROWS[id] ?? ({ status: 0, stranger: "own", viewer: 403 } satisfies Row);
  const owner = row.owner ?? "acme";
  const broken: Asked = {
    ...row.asked,
    query: "limit=never",
    raw: "{",
    headers: { "content-type": "application/json" },
  };
  const { body: _body, ...withoutBody } = broken;
  const asBroken = endpoint.method === "GET" ? { ...row.asked, query: "limit=never" } : withoutBody;

  it("answers its owner", async () => {
    const doors = doorsOfTwo();
    const { status, text } = await ask(doors, id, { ...row.asked, as: `${owner}:${ALL_SCOPES}` });
    expect(doors.faults).toEqual([]);
    expect([status, status < 400 ? "" : text]).toEqual([row.status, row.status < 400 ? "" : text]);
  });

  const strangers = endpoint.access === "public" ? ["nobody", "gamma"] : [undefined, "nobody", "gamma"];
  it.each(strangers)("answers 401 to the key %s before it looks at the input", async (as) => {
    const doors = doorsOfTwo();
    const { status, headers, json } = await ask(doors, id, { ...asBroken, ...(as !== undefined && { as }) });
    expect(status).toBe(401);
    expect(headers.get("www-authenticate")).toMatch(/^Bearer/);
    expect(headers.get("content-type")).toBe("application/problem+json");
    expect(json.requestId).toBe(headers.get("x-request-id"));
    expect(doors.submitted).toEqual([]);
  });

  it("hides one member's things from another", async () => {
    const doors = doorsOfTwo();
    const { status, json } = await ask(doors, id, { ...row.asked, as: `gamma:${ALL_SCOPES}` });
    if (row.stranger === 404)
      expect([status, json.code === "not-found" || json.code.endsWith("-unknown")]).toEqual([404, true]);
    else if (row.stranger === "empty") expect(json).toEqual({ items: [], nextCursor: null });
    else expect(JSON.stringify(json ?? null)).not.toContain(lot.subject);
  });

  it("answers 403 to a key without the scope, before it looks at the input", async () => {
    const scopes = ALL_SCOPES.split(",").filter((scope) => scope !== endpoint.scope);
    const { status, json } = await ask(doorsOfTwo(), id, { ...asBroken, as: `${owner}:${scopes.join(",")}` });
    expect([status, json.code]).toEqual([403, "scope-missing"]);
  });

  it("is asked for again where it is named so, by whoever finds a browser open and by no key", async () => {
    const as = `${owner}/${APP_ROLES.join(",")}@`;
    const { status, json } = await ask(doorsOfTwo(), id, { ...row.asked, as });
    if (endpoint.problems.includes("not-confirmed")) expect([status, json.code]).toEqual([403, "not-confirmed"]);
    else expect(json?.code).not.toBe("not-confirmed");
  });

  it("lets a viewer of the same member read and nothing else", async () => {
    const doors = doorsOfTwo();
    const { status } = await ask(doors, id, { ...row.asked, as: `${owner}/viewer` });
    expect(status).toBe(row.viewer);
    if (row.viewer === 403) expect(doors.submitted).toEqual([]);
  });
});
