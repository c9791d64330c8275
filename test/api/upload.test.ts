import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { NewJob } from "../../lib/ports/jobs.ts";
import type { Doors } from "../../lib/server/api/doors.ts";
import type { RegisterLotWork } from "../../lib/usecases/enqueue-job.ts";
import { ALL_SCOPES, doorsOfTwo } from "./network-of-two.ts";
import { type Asked, ask } from "./requests.ts";

const as = `acme:${ALL_SCOPES}`;
const LOT = { lotId: "L-9", partNumber: "SFP-10G-LR", madeOn: "2026-03-01" };
const FILE = "serialNumber,dateCode\nA1,240301\n";

let folder: string;
let enqueued: NewJob[];
let doors: Doors;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "uploads-"));
  enqueued = [];
  const two = doorsOfTwo({ uploads: () => folder });
  doors = {
    ...two,
    jobs: async () => {
      const jobs = await two.jobs();
      return {
        ...jobs,
        enqueue: (job) => {
          enqueued.push(job);
          return jobs.enqueue(job);
        },
      };
    },
  };
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const post = (asked: Asked) => ask(doors, "registerLot", { as, ...asked });
function form(parts: Readonly<Record<string, string | File>>): FormData {
  const made = new FormData();
  for (const [name, value] of Object.entries(parts)) made.set(name, value);
  return made;
}
const csv = (text = FILE) => new File([text], "lot.csv", { type: "text/csv" });
const work = () => enqueued[0]?.input as unknown as RegisterLotWork;

describe("a lot file", () => {
  it("as multipart is kept whole and becomes a job", async () => {
    const { status, headers, json } = await post({
      raw: form({ modules: csv(), lot: JSON.stringify(LOT), onError: "skip" }),
    });
    expect([status, headers.get("location")]).toEqual([202, `/api/v1/jobs/${json.id}`]);
    expect(json).toMatchObject({ kind: "register-lot", state: "queued" });
    expect(work()).toMatchObject({
      lot: { ...LOT, revision: "", secrets: false },
      onError: "skip",
      file: { format: "csv", bytes: FILE.length },
    });
    expect(await readFile(work().file.path, "utf8")).toBe(FILE);
  });

  it("as a bare body takes its lot from the query", async () => {
    const { status } = await post({
      query: `${new URLSearchParams(LOT)}&secrets=true`,
      raw: '{"serialNumber":"A1"}\n',
      headers: { "content-type": "application/x-ndjson" },
    });
    expect(status).toBe(202);
    expect(work()).toMatchObject({ lot: { ...LOT, secrets: true }, onError: "refuse", file: { format: "ndjson" } });
  });

  it("that is refused leaves nothing behind", async () => {
    const lot = JSON.stringify(LOT);
    for (const [parts, code] of [
      [{ modules: csv(), lot: JSON.stringify({ ...LOT, madeOn: "yesterday" }) }, "input-invalid"],
      [{ modules: csv(), lot: "{" }, "json-malformed"],
      [{ modules: csv() }, "input-invalid"],
      [{ lot }, "input-invalid"],
      [{ lot, modules: csv(), onError: "maybe" }, "input-invalid"],
    ] as const) {
      const { json } = await post({ raw: form(parts) });
      expect([json.code, await readdir(folder)]).toEqual([code, []]);
    }
    expect((await post({ raw: "x", headers: { "content-type": "multipart/form-data; boundary=b" } })).json.code).toBe(
      "multipart-malformed",
    );
    expect(enqueued).toEqual([]);
  });

  it("names the wrong part of the lot", async () => {
    const { json } = await post({
      raw: form({ lot: JSON.stringify({ ...LOT, madeOn: "yesterday" }), modules: csv() }),
    });
    expect(json.errors[0].pointer).toBe("/lot/madeOn");
  });

  it("that comes a third time while two are at work waits", async () => {
    const busy = { ...doors, jobs: async () => ({ ...(await doors.jobs()), unfinished: async () => 2 }) };
    const { status, headers } = await ask(busy, "registerLot", {
      as,
      raw: form({ lot: JSON.stringify(LOT), modules: csv() }),
    });
    expect([status, headers.get("retry-after"), await readdir(folder)]).toEqual([429, "30", []]);
  });
});
