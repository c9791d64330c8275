import { describe, expect, it } from "vitest";
import { ok, refuse } from "../../lib/domain/result.ts";
import type { Operation } from "../../lib/usecases/operation.ts";
import { BadCursor } from "../../lib/usecases/queries.ts";
import { ALL_SCOPES, doorsOfTwo, JOB, lot, OPERATION, SERIAL, SSCC, TIME, TRANSFER } from "./network-of-two.ts";
import { ask } from "./requests.ts";

const as = `acme:${ALL_SCOPES}`;
const product = { partNumber: "X", vendorName: "ACME", formFactor: "SFP+", media: "10GBASE-LR" };

function settled(operation: Partial<Operation>) {
  return doorsOfTwo({
    submit: async (_actor, { kind }) => ({
      id: OPERATION,
      kind,
      state: "recorded",
      events: [],
      createdAt: TIME,
      ...operation,
    }),
  });
}

describe("a problem", () => {
  it("says what is wrong for programs and for people, and which part of the body is to blame", async () => {
    const { status, json, headers } = await ask(doorsOfTwo(), "createProduct", {
      as,
      body: { ...product, formFactor: "XFP", extra: 1 },
    });
    expect(status).toBe(422);
    expect(json).toMatchObject({
      type: "urn:truelane:problem:input-invalid",
      status: 422,
      code: "input-invalid",
      requestId: headers.get("x-request-id"),
    });
    expect(json.errors.map(({ pointer }: { pointer: string }) => pointer)).toContain("/formFactor");
  });

  it("of the ledger keeps its code, its sentence and every blamed item", async () => {
    const errors = [
      { pointer: "/items/0", code: "item-unknown", sentence: "Nothing is called A." },
      { pointer: "/items/2", code: "item-twice", sentence: "B is in the list twice." },
    ];
    const doors = settled({
      state: "refused",
      problem: { code: "item-unknown", sentence: "Nothing is called A.", errors },
    });
    const { status, json } = await ask(doors, "createSale", { as, body: { items: ["A", "B", "B"] } });
    expect(status).toBe(404);
    expect(json.detail).toBe("Nothing is called A.");
    expect(json.errors).toEqual([
      { pointer: "/items/0", code: "item-unknown", detail: "Nothing is called A." },
      { pointer: "/items/2", code: "item-twice", detail: "B is in the list twice." },
    ]);
  });

  it("tells a fault's number and nothing of its inside", async () => {
    const doors = doorsOfTwo({
      queries: () => {
        throw new Error("password of the database");
      },
    });
    const { status, json, text } = await ask(doors, "listLots", { as });
    expect([status, json.code]).toEqual([500, "fault"]);
    expect(text).not.toContain("password");
    expect(doors.faults).toHaveLength(1);
  });

  it("names a wrong parameter of the query, and one that is there twice", async () => {
    for (const query of ["limit=0", "limit=501", "limit=1&limit=2", "status=gone"]) {
      const { status, json } = await ask(doorsOfTwo(), "listLots", { as, query });
      expect([status, json.errors[0].parameter]).toEqual([400, query.split("=")[0]]);
    }
  });

  it("meets a body that is no JSON, too large, or of another type", async () => {
    const post = (raw: string, type = "application/json") =>
      ask(doorsOfTwo(), "createProduct", { as, raw, headers: { "content-type": type } });
    expect((await post("{")).json.code).toBe("json-malformed");
    expect((await post("{}", "text/plain")).status).toBe(415);
    expect((await post(`{"partNumber":"${"x".repeat(1_100_000)}"}`)).status).toBe(413);
    expect((await post(JSON.stringify(product), "application/json; charset=utf-8")).status).toBe(201);
  });
});

describe("a write", () => {
  it("that is recorded answers 201 with what was made and where it is", async () => {
    const { status, headers, json } = await ask(doorsOfTwo(), "createTransfer", {
      as,
      body: { to: "beta", items: [SERIAL] },
    });
    expect([status, headers.get("location"), json.id]).toEqual([201, `/api/v1/transfers/${TRANSFER}`, TRANSFER]);
    expect(json.operation.state).toBe("recorded");
  });

  it.each(["pending", "checking"] as const)("that is %s answers 202 and the address of its outcome", async (state) => {
    const { status, headers, json } = await ask(settled({ state }), "packContainer", {
      as,
      params: { sscc: SSCC },
      body: { items: [SERIAL] },
    });
    expect([status, headers.get("location")]).toEqual([202, `/api/v1/operations/${OPERATION}`]);
    expect(json.operation.state).toBe(state);
  });

  it("passes its Idempotency-Key on, and a malformed one is refused", async () => {
    const keys: unknown[] = [];
    const doors = doorsOfTwo();
    const noting = {
      ...doors,
      submit: (...args: Parameters<typeof doors.submit>) => {
        keys.push(args[2]);
        return doors.submit(...args);
      },
    };
    const post = (key: string) =>
      ask(noting, "createSale", { as, body: { items: [SERIAL] }, headers: { "idempotency-key": key } });
    expect((await post("order-7")).status).toBe(201);
    expect((await post("two words")).json.code).toBe("idempotency-key-malformed");
    expect((await post("x".repeat(256))).status).toBe(400);
    expect(keys).toEqual([{ idempotencyKey: "order-7" }]);
  });

  it("with a key of another request is refused as unprocessable", async () => {
    const doors = settled({ state: "refused", problem: { code: "idempotency-key-reused", sentence: "Used." } });
    expect((await ask(doors, "createSale", { as, body: { items: [SERIAL] } })).status).toBe(422);
  });

  it("on a transfer tells an outsider nothing, and the giver why not", async () => {
    const accept = (who: string) =>
      ask(doorsOfTwo(), "acceptTransfer", { as: `${who}:${ALL_SCOPES}`, params: { id: TRANSFER }, body: {} });
    expect((await accept("gamma")).json.code).toBe("not-found");
    expect((await accept("acme")).json.code).toBe("not-the-receiver");
    expect((await accept("beta")).status).toBe(200);
  });
});

describe("a read", () => {
  it("gives a tag, and with that tag an empty 304", async () => {
    const first = await ask(doorsOfTwo(), "getLot", { as, params: { lotId: "L-1" } });
    const etag = first.headers.get("etag") ?? "";
    const again = await ask(doorsOfTwo(), "getLot", {
      as,
      params: { lotId: "L-1" },
      headers: { "if-none-match": `"old", ${etag}` },
    });
    expect([first.status, again.status, again.text]).toEqual([200, 304, ""]);
    expect(first.json.subject).toBe(lot.subject);
  });

  it("lets nothing out that its schema does not name", async () => {
    const doors = doorsOfTwo();
    const leaking = {
      ...doors.queries(),
      members: async () => [{ ...(await doors.queries().members())[0]!, passwordHash: "x" }],
    };
    const { text } = await ask({ ...doors, queries: () => leaking }, "listMembers", { as });
    expect(text).toContain("acme");
    expect(text).not.toContain("passwordHash");
  });

  it("with a cursor that no list has given is a wrong request, not a fault", async () => {
    const doors = doorsOfTwo();
    const lots = async () => {
      throw new BadCursor();
    };
    const { status, json } = await ask({ ...doors, queries: () => ({ ...doors.queries(), lots }) }, "listLots", {
      as,
      query: "cursor=x",
    });
    expect([status, json.code]).toEqual([400, "cursor-invalid"]);
  });

  it("of an identifier that cannot exist is a thing that does not exist", async () => {
    expect((await ask(doorsOfTwo(), "getJob", { as, params: { id: "1" } })).status).toBe(404);
    expect((await ask(doorsOfTwo(), "getTransfer", { as, params: { id: "../lots" } })).status).toBe(404);
  });
});

describe("an allowance", () => {
  it("is told with every answer", async () => {
    const { headers } = await ask(doorsOfTwo(), "listLots", { as });
    expect(["limit", "remaining", "reset"].map((name) => headers.get(`ratelimit-${name}`))).toEqual([
      "200",
      "199",
      "4",
    ]);
  });

  it("that is used up answers 429 and when to come back", async () => {
    const doors = doorsOfTwo({ allow: async () => ({ allowed: false, limit: 200, left: 0, resetSeconds: 3 }) });
    const { status, headers } = await ask(doors, "listLots", { as });
    expect([status, headers.get("retry-after")]).toEqual([429, "3"]);
  });
});

describe("labels", () => {
  const labels = (query: string, doors = doorsOfTwo()) =>
    ask(doors, "lotLabelsPDF", { as, params: { lotId: "L-1" }, query });

  it("come as a file that no cache keeps", async () => {
    const { status, headers, text } = await labels("preset=a4-65&from=1&count=9&start=3");
    expect([status, headers.get("content-type"), headers.get("cache-control")]).toEqual([
      200,
      "application/pdf",
      "no-store",
    ]);
    expect(headers.get("content-disposition")).toBe('attachment; filename="labels-L-1.pdf"');
    expect(text).toMatch(/^%PDF/);
  });

  it("are asked of the worker with the lot's own end", async () => {
    const asked: unknown[] = [];
    const doors = doorsOfTwo({
      labelFiles: async (request) => {
        asked.push(request);
        return ok(new Blob([""]).stream());
      },
    });
    await labels("from=1&count=9&testPage=false", doors);
    expect(asked).toEqual([
      {
        what: "lot-labels",
        format: "pdf",
        pack: lot.subject,
        copies: 1,
        lotId: "L-1",
        partNumber: "SFP-10G-LR",
        preset: "a4-24",
        from: 1,
        labels: 2,
        start: 1,
        testPage: false,
        dpi: 203,
      },
    ]);
  });

  it("of a kind that cannot be printed, of none left, or past the end are refused by name", async () => {
    expect((await labels("label=bag")).json).toMatchObject({ status: 409, code: "label-kind-not-available" });
    expect((await labels("from=3")).status).toBe(400);
    const gone = doorsOfTwo({ labelFiles: async () => refuse({ code: "labels-gone", sentence: "Gone." }) });
    expect((await labels("", gone)).status).toBe(410);
  });
});

describe("a job", () => {
  it("streams itself until it has ended", async () => {
    const states = ["queued", "running", "done"] as const;
    const doors = doorsOfTwo();
    let at = 0;
    const job = async () => ({ ...(await doors.queries().job("acme", JOB))!, state: states[Math.min(at++, 2)]! });
    const { headers, text } = await ask({ ...doors, queries: () => ({ ...doors.queries(), job }) }, "getJobEvents", {
      as,
      params: { id: JOB },
    });
    expect(headers.get("content-type")).toBe("text/event-stream");
    const seen = text
      .split("\n\n")
      .filter((event) => event !== "")
      .map((event) => JSON.parse(event.replace("event: job\ndata: ", "")).state);
    expect(seen).toEqual(["queued", "running", "done"]);
  });

  it("gives its bad rows as the file that was kept, else as it remembers them", async () => {
    const doors = doorsOfTwo();
    const errors = [{ line: 3, column: "serialNumber", code: "duplicate_in_file", sentence: "=Twice." }];
    const job = async () => ({ ...(await doors.queries().job("acme", JOB))!, result: { errors } });
    const remembering = { ...doors, queries: () => ({ ...doors.queries(), job }) };
    const keeping = { ...remembering, errorsFile: async () => new Blob(["serialNumber,_row\r\n"]).stream() };
    const get = (of: typeof doors) => ask(of, "getJobErrors", { as, params: { id: JOB } });
    expect((await get(keeping)).text).toBe("serialNumber,_row\r\n");
    expect((await get(remembering)).text).toBe(
      "_row,_column,_code,_message\r\n3,serialNumber,duplicate_in_file,'=Twice.\r\n",
    );
  });

  it("that has ended cannot be stopped", async () => {
    const doors = doorsOfTwo();
    const jobs = { ...(await doors.jobs()), askCancel: async () => (await doors.queries().job("acme", JOB))! };
    const { status, json } = await ask({ ...doors, jobs: async () => jobs }, "cancelJob", {
      as,
      params: { id: JOB },
      body: {},
    });
    expect([status, json.code]).toEqual([409, "job-ended"]);
  });
});

describe("a number for a container", () => {
  const number = (body: unknown, who = "acme") =>
    ask(doorsOfTwo(), "createContainer", { as: `${who}:${ALL_SCOPES}`, body });

  it("is the next one, or the member's own", async () => {
    expect((await number({})).json).toEqual({ sscc: SSCC });
    expect((await number({ sscc: `(00) ${SSCC}` })).json).toEqual({ sscc: SSCC });
  });

  it("is refused with a wrong check digit, under another prefix, or without any", async () => {
    expect((await number({ sscc: "340123450000000018" })).json.code).toBe("sscc-malformed");
    expect((await number({ sscc: "000000000000000000" })).json.code).toBe("sscc-not-yours");
    expect((await number({}, "beta")).json.code).toBe("no-gs1-prefix");
  });
});
