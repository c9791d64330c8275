import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { common } from "@hyperledger/fabric-protos";
import { chromium } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { takeDown } from "../../fabric/take-down.ts";
import { bringUp } from "../../fabric/up.ts";
import type { DemoFile } from "../../lib/server/demo-file.ts";
import { findChromium } from "../../scripts/bootstrap/chromium.mjs";
import { HOW_TO_GET_FABRIC, hasFabric } from "../../scripts/bootstrap/fabric.mjs";
import { environment, eventually, type Installation, ROOT, startInstallation } from "./installation.ts";

const run = promisify(execFile);
const chromiumPath = findChromium();
if (!hasFabric())
  console.warn(`Skipped, two installations on one channel: Fabric is not here. Get it: ${HOW_TO_GET_FABRIC}`);

type Product = { partNumber: string; vendorName: string; formFactor: string; media: string };
type Transfer = { id: string; status: string; consignment?: string };
type ScanAnswer = {
  verdict: { code: string; checked: { because: string }[] };
  history: unknown[];
  custody: { holder: string | null } | null;
  module: { serialNumber: string } | null;
};

describe.skipIf(!hasFabric())("two installations on one channel, each with its own database and keys", () => {
  let folder: string;
  let network: Awaited<ReturnType<typeof bringUp>>;
  let maker: Installation;
  let distributor: Installation;
  let makerKey: string;
  let distributorKey: string;
  let distributorUser: { email: string; password: string };
  let demo: DemoFile;
  let transfer: string;

  const settings = (mspId: string) => ({
    LEDGER: "fabric",
    FABRIC_ORGANISATIONS: join(folder, "network", "organisations.json"),
    FABRIC_MSP_ID: mspId,
  });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "truelane-two-"));
    const to = join(folder, "network");
    network = await bringUp({ folder: to, consensus: "BFT", environment: process.env, say: () => {} });
    const options = (name: string, mspId: string, DEMO: string) => ({
      dataDir: join(folder, name),
      env: { ...settings(mspId), DEMO },
    });
    maker = await startInstallation(options("maker", "MakerMSP", "1"));
    distributor = await startInstallation(options("distributor", "DistributorMSP", "0"));
    demo = JSON.parse(await readFile(join(maker.dataDir, "demo.json"), "utf8")) as DemoFile;
    makerKey = demo.members[0]!.apiKey;
  }, 300_000);
  afterAll(async () => {
    await Promise.all([maker?.stop(), distributor?.stop()]);
    if (network) await takeDown(network);
    await rm(folder, { recursive: true, force: true });
  }, 120_000);

  it("meet: the distributor's makes its own keys, the maker's admits them", async () => {
    // Its visitors must not be led to found a second network.
    await eventually(
      async () => distributor.said().includes("truelane -- member-request"),
      "the start says how to join",
    );
    expect(distributor.said()).not.toContain("/found?token=");
    const file = join(folder, "request.json");
    const words = ["--member", "coast-supply", "--name", "Coast Supply", "--roles", "distributor"];
    const asked = await cli(distributor, "DistributorMSP", [
      "member-request",
      file,
      ...words,
      "--email",
      "ida@coast.example",
    ]);
    const account = asked as { apiKey: string; email: string; password: string };
    distributorKey = account.apiKey;
    distributorUser = account;
    expect(await cli(maker, "MakerMSP", ["admit", file])).toMatchObject({ ok: true, member: "coast-supply" });
    await eventually(async () => {
      const { items } = await get<{ items: { member: string }[] }>(distributor, distributorKey, "/api/v1/members");
      return items.some(({ member }) => member === "coast-supply");
    }, "the distributor's installation shows its own admission");
  });

  it("hand over: offered in one, the records fetched and checked, accepted in the other", async () => {
    const items = stock().map(({ serialNumber }) => serialNumber);
    const offered = await post(maker, makerKey, "/api/v1/transfers", { to: "coast-supply", items });
    expect(offered.status).toBe(201);
    transfer = offered.json.id;
    await eventually(async () => {
      const path = "/api/v1/transfers?direction=in&open=true";
      return (await get<{ items: Transfer[] }>(distributor, distributorKey, path)).items.some(
        ({ id }) => id === transfer,
      );
    }, "the offer shows at the distributor's");
    const accepted = await post(distributor, distributorKey, `/api/v1/transfers/${transfer}/accept`, {});
    expect([accepted.status, accepted.json]).toEqual([200, expect.objectContaining({ id: transfer })]);
    await eventually(async () => {
      const { status } = await get<Transfer>(maker, makerKey, `/api/v1/transfers/${transfer}`);
      return status === "accepted";
    }, "the maker's shows the acceptance");
  }, 120_000);

  it("answer a buyer alike, and sign the same root", async () => {
    for (const { code, serialNumber } of stock()) {
      await eventually(
        async () => (await scan(distributor, code)).json.custody?.holder === "Coast Supply",
        "the holder",
      );
      const [here, there] = [await scan(maker, code), await scan(distributor, code)];
      expect(there.json.history).toEqual(here.json.history);
      expect(there.json.custody).toEqual(here.json.custody);
      expect([there.json.verdict.code, there.json.module?.serialNumber]).toEqual([
        here.json.verdict.code,
        serialNumber,
      ]);
    }
    const heads = await Promise.all([maker, distributor].map(headOf));
    expect(heads[0]).toEqual(heads[1]);
  });

  it("keep apart what was not handed over: the answer names who has the record, never that there is none", async () => {
    const travelling = demo.labels.find(({ story }) => story === "in-transit")!;
    const { status, json } = await scan(distributor, travelling.code);
    expect([status, json.verdict.code]).toEqual([503, "V8"]);
    expect(json.verdict.checked[0]?.because).toBe("The record is kept by Lumen Optics.");
    const unknown = demo.labels.find(({ story }) => story === "unknown")!;
    expect((await scan(distributor, unknown.code)).json.verdict.code).toBe("V0");
  });

  it("give a consignment to its receiver only", async () => {
    const statement = { v: 1, network: "0".repeat(32), transfer: `transfer/${transfer}`, at: new Date().toISOString() };
    const signatures = [{ certificate: "A".repeat(200), signature: "A".repeat(86) }];
    const asked = await fetch(`${maker.url}/api/v1/transfers/${transfer}/consignment`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ statement, signatures }),
    });
    expect([403, 404]).toContain(asked.status);
    const file = await fetch(
      `${distributor.url}/api/v1/transfers/${transfer}/consignment-file`,
      bearer(distributorKey),
    );
    const text = await file.text();
    expect(text.trim().split("\n")).toHaveLength(1 + stock().length);
    const handIn = (body: string) =>
      fetch(`${distributor.url}/api/v1/transfers/${transfer}/consignment-file`, {
        ...bearer(distributorKey),
        method: "POST",
        body,
      });
    expect((await handIn(text.replace("MUP0WB", "XXX0WB"))).status).toBe(422);
    expect((await handIn(text)).status).toBe(200);
  });

  it("pass records on: what came with the goods goes with them", async () => {
    const [first] = stock();
    const onward = await post(distributor, distributorKey, "/api/v1/transfers", {
      to: "harbor-supply",
      items: [first!.serialNumber],
    });
    expect(onward.status).toBe(201);
    const harborKey = demo.members[1]!.apiKey;
    await eventually(async () => {
      const accepted = await post(maker, harborKey, `/api/v1/transfers/${onward.json.id}/accept`, {});
      return accepted.status === 200;
    }, "Harbor, hosted at the maker's, accepts what the distributor's installation passed on");
  }, 120_000);

  it("answer scans as of a block while the whole network is away, and record afterwards what was asked meanwhile", async () => {
    const { code } = stock()[1]!;
    const before = (await scan(maker, code)).json.verdict.code;
    const { items } = await get<{ items: Product[] }>(maker, makerKey, "/api/v1/products");
    const { vendorName, formFactor, media } = items[0]!;
    await takeDown(network);
    const ready = async () => (await (await fetch(`${maker.url}/readyz`)).json()) as { ledger: string };
    await eventually(async () => (await ready()).ledger === "degraded", "the network's silence is noticed");
    const page = await (await fetch(`${maker.scanUrl}/v/${code}`)).text();
    expect(page).toMatch(/As of block \d+\. No organisation of the network has answered since/);
    expect((await scan(maker, code)).json.verdict.code).toBe(before);
    const product = { partNumber: "TL-OUTAGE", vendorName, formFactor, media };
    const asked = await fetch(`${maker.url}/api/v1/products`, {
      method: "POST",
      headers: { ...bearer(makerKey).headers, "content-type": "application/json" },
      body: JSON.stringify(product),
    });
    expect(asked.status).toBe(202);
    await bringUp({ folder: network.folder, consensus: "BFT", environment: process.env, say: () => {} });
    await eventually(
      async () => {
        const { items: now } = await get<{ items: Product[] }>(maker, makerKey, "/api/v1/products");
        return now.some(({ partNumber }) => partNumber === "TL-OUTAGE");
      },
      "what was asked meanwhile is recorded",
      180_000,
    );
    await eventually(async () => (await ready()).ledger === "ok", "the network answers again");
  }, 300_000);

  it("give a stranger the block of an entry, endorsed by others than who shows it", async () => {
    const file = join(folder, "entry.block");
    const shown = await cli(distributor, "DistributorMSP", ["block", "1", file]);
    expect(shown).toMatchObject({ ok: true, entry: 1, file, orderers: 3 });
    const { number, endorsedBy } = shown as { number: number; endorsedBy: string[] };
    expect(endorsedBy).toContain("MakerMSP");
    const block = common.Block.deserializeBinary(await readFile(file));
    expect(block.getHeader()?.getNumber()).toBe(number);
  });

  it("both audit green", async () => {
    for (const [installation, mspId] of [
      [maker, "MakerMSP"],
      [distributor, "DistributorMSP"],
    ] as const)
      expect(await cli(installation, mspId, ["audit"])).toMatchObject({ ok: true, violations: [] });
  }, 120_000);

  it.skipIf(!chromiumPath)(
    "hand a consignment over as a file, on the pages of both",
    async () => {
      await distributor.stop();
      const harbor = demo.members[1]!;
      const offered = await post(maker, harbor.apiKey, "/api/v1/transfers", {
        to: "coast-supply",
        items: [stock()[0]!.serialNumber],
      });
      expect(offered.status).toBe(201);
      const browser = await chromium.launch({ executablePath: chromiumPath!, args: ["--no-sandbox"] });
      const at = async ({ url }: Installation, user: { email: string; password: string }) => {
        const context = await browser.newContext({ locale: "en-GB" });
        const { email, password } = user;
        const data = { data: { email, password }, headers: { origin: url } };
        expect((await context.request.post(`${url}/api/auth/sign-in/email`, data)).ok()).toBe(true);
        const page = await context.newPage();
        await page.goto(`${url}/transfers/${offered.json.id}`);
        return page;
      };
      try {
        const giver = await at(maker, harbor.users[0]!);
        const download = giver.waitForEvent("download");
        await giver.getByRole("link", { name: "Download the consignment file" }).click();
        const file = join(folder, "by-hand.ndjson");
        await (await download).saveAs(file);
        // The giver cannot be reached: what the receiver gets, it gets by hand.
        await maker.stop();
        distributor = await startInstallation({
          dataDir: distributor.dataDir,
          env: { ...settings("DistributorMSP"), DEMO: "0" },
        });
        await eventually(
          async () =>
            (await fetch(`${distributor.url}/api/v1/transfers/${offered.json.id}`, bearer(distributorKey))).ok,
          "the offer shows at the distributor's",
        );
        const receiver = await at(distributor, distributorUser);
        const missing = receiver.getByText("The records of these modules are not here yet");
        await missing.waitFor();
        await writeFile(`${file}.wrong`, "not this one\n");
        await receiver.getByLabel("Consignment file").setInputFiles(`${file}.wrong`);
        await receiver.getByRole("button", { name: "Check and keep" }).click();
        await receiver.getByText("It is not the file that this offer names").waitFor();
        if (process.env.TRUELANE_PICTURES)
          await receiver.screenshot({ path: join(process.env.TRUELANE_PICTURES, "consignment.png"), fullPage: true });
        await receiver.getByLabel("Consignment file").setInputFiles(file);
        await receiver.getByRole("button", { name: "Check and keep" }).click();
        await missing.waitFor({ state: "detached" });
      } finally {
        await browser.close();
      }
      const accepted = await post(distributor, distributorKey, `/api/v1/transfers/${offered.json.id}/accept`, {});
      expect(accepted.status).toBe(200);
    },
    300_000,
  );

  const stock = () =>
    demo.labels
      .filter(({ story }) => story === "in-stock")
      .map(({ code, serialNumber }) => ({ code, serialNumber: serialNumber! }));

  async function cli(installation: Installation, mspId: string, words: readonly string[]): Promise<unknown> {
    const env = environment({
      ...settings(mspId),
      DATA_DIR: installation.dataDir,
      PORT: new URL(installation.url).port,
      SCAN_PORT: new URL(installation.scanUrl).port,
    });
    const main = join(ROOT, "lib/server/cli/main.ts");
    const flags = ["--conditions=react-server", "--disable-warning=ExperimentalWarning"];
    const done = await run(process.execPath, [...flags, main, ...words, "--json"], { env, cwd: ROOT }).catch(
      (fault: { stdout?: string; stderr?: string }) => {
        throw new Error(`truelane ${words[0]}: ${fault.stdout}${fault.stderr}`);
      },
    );
    return JSON.parse(done.stdout);
  }
});

const bearer = (key: string) => ({ headers: { authorization: `Bearer ${key}` } });

async function get<T>(installation: Installation, key: string, path: string): Promise<T> {
  return (await (await fetch(`${installation.url}${path}`, bearer(key))).json()) as T;
}

/** Waits for the outcome where the worker took longer than a request does. */
async function post(installation: Installation, key: string, path: string, body: unknown) {
  const answer = await fetch(`${installation.url}${path}`, {
    method: "POST",
    headers: { ...bearer(key).headers, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const json = (await answer.json()) as { id: string; operation?: { id: string; state: string } };
  if (answer.status !== 202 || !json.operation) return { status: answer.status, json };
  const { id } = json.operation;
  let state = "pending";
  await eventually(async () => {
    ({ state } = await get<{ state: string }>(installation, key, `/api/v1/operations/${id}`));
    return state === "recorded" || state === "refused";
  }, `the outcome of ${path}`);
  return { status: state === "recorded" ? (path.endsWith("accept") ? 200 : 201) : 409, json };
}

async function scan(installation: Installation, code: string): Promise<{ status: number; json: ScanAnswer }> {
  const answer = await fetch(`${installation.scanUrl}/v/${code}`, { headers: { accept: "application/json" } });
  return { status: answer.status, json: (await answer.json()) as ScanAnswer };
}

/** Origin, size and root of the newest signed head; the signatures are each installation's own. */
async function headOf(installation: Installation): Promise<string[]> {
  const note = await (await fetch(`${installation.scanUrl}/log/checkpoint`)).text();
  return note.split("\n").slice(0, 3);
}
