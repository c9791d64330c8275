/**
 * On one network, in one run, interleaved: modules a second by one transaction per module, each awaited as the common sample's
 * application does it and with many in flight, by 1,000 keys per transaction, and by our lot registration; then one append
 * against a bare submit, and our signer against the library's.
 * `npm run bench -- fabric`. Options: --rounds N (5), --modules N (100000), --single N (200).
 */
import { createPrivateKey, randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Client, credentials } from "@grpc/grpc-js";
import { type Contract, connect, hash, type Signer, signers } from "@hyperledger/fabric-gateway";
import { CHAINCODE, CHANNEL } from "../../fabric/network.ts";
import { organisationsOf } from "../../fabric/organisations-of.ts";
import { takeDown } from "../../fabric/take-down.ts";
import { bringUp } from "../../fabric/up.ts";
import { newGatewaySigner } from "../../lib/adapters/ledger-fabric/gateway-signer.ts";
import { connectGateways } from "../../lib/adapters/ledger-fabric/gateways.ts";
import { connectFabricLedger, type FabricOrganisation } from "../../lib/adapters/ledger-fabric/index.ts";
import { openFileSigner } from "../../lib/adapters/signer-file/index.ts";
import type { LedgerEvent } from "../../lib/domain/event/event.ts";
import { eventBytes } from "../../lib/domain/event/event-bytes.ts";
import { clock } from "../../test/model/installation.ts";
import { openSmallWorld } from "../../test/ports/small-world.ts";
import { madeUpBirths, openWorkbench } from "../register/workbench.ts";
import { deploySample, SAMPLE } from "./deploy-sample.ts";
import { askedAgain, submitPatiently } from "./patient-submit.ts";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    modules: { type: "string", default: "100000" },
    single: { type: "string", default: "200" },
  },
});
const [rounds, modules, single] = [values.rounds, values.modules, values.single].map(Number) as [
  number,
  number,
  number,
];
/** What three gateways of one machine bear without meeting their own deadlines; more in flight is not faster. */
const IN_FLIGHT = 48;
const AWAITED = 20;
const KEYS = 1000;
const VALUE = "x".repeat(200);

const folder = await mkdtemp(join(tmpdir(), "truelane-bench-fabric-"));
const installation = await bringUp({ folder, consensus: "BFT", environment: process.env, say: console.log });
const endSample = await deploySample(installation);
const organisations = organisationsOf(installation, (id) => (id === "lumen-optics" ? "lumen" : id));
const maker = organisations[0]!;
const gateways = organisations.map((one) => connectGateways(one, { channel: CHANNEL, chaincode: SAMPLE }));
const samples = gateways.map(({ peers }) => peers[0]!.contract);
const own = connectGateways(maker, { channel: CHANNEL, chaincode: CHAINCODE });
const workbench = await openWorkbench(
  (parts) => connectFabricLedger({ ...parts, organisations, channel: { channel: CHANNEL, chaincode: CHAINCODE } }),
  maker.mspId,
);
try {
  await throughput();
  await latency();
  await signing();
  const { endorsements, statuses } = askedAgain;
  console.log(`asked again: ${endorsements} endorsements, ${statuses} commit statuses of the baselines`);
} finally {
  await workbench.close();
  for (const one of [...gateways, own]) one.close();
  await endSample();
  await takeDown(installation);
  await rm(folder, { recursive: true, force: true });
}

async function throughput(): Promise<void> {
  const rates: { awaited: number; one: number; many: number; lot: number }[] = [];
  // The first round warms everything up and is not counted.
  for (let round = 0; round <= rounds; round++) {
    const births = madeUpBirths(`F${round}`, modules);
    const awaited = await rate(AWAITED, async () => {
      for (let at = 0; at < AWAITED; at++) await createAsset(at);
    });
    const one = await rate(single, () => inFlight(single, createAsset));
    const many = await rate(4 * KEYS, () => inFlight(4, putMany));
    const lot = await rate(modules, () => workbench.registerBirths(`F${round}`, births));
    if (round === 0) continue;
    rates.push({ awaited, one, many, lot });
    console.log(
      `round ${round}: one transaction per module ${awaited.toFixed(1)}/s awaited, ${one.toFixed(0)}/s with ${IN_FLIGHT} in flight, ${KEYS} keys per transaction ${many.toFixed(0)}/s, lot registration ${lot.toFixed(0)}/s`,
    );
  }
  print(
    `lot registration of ${modules} against one transaction per module, each awaited`,
    rates.map(({ lot, awaited }) => lot / awaited),
    "≥ 400",
  );
  print(
    `lot registration against one transaction per module, ${IN_FLIGHT} in flight`,
    rates.map(({ lot, one }) => lot / one),
    "≥ 400",
  );
  print(
    `lot registration against ${KEYS} keys per transaction`,
    rates.map(({ lot, many }) => lot / many),
  );
}

async function latency(): Promise<void> {
  const ratios: number[] = [];
  const medians = { ours: [] as number[], bare: [] as number[] };
  const signer = await openFileSigner({ folder: join(workbench.folder, "keys"), clock });
  const network = (await workbench.ledger.founding())!.network;
  const world = openSmallWorld({ ledger: workbench.ledger, states: workbench.ledger, signer }, network);
  for (let round = 0; round <= rounds; round++) {
    const times = { ours: [] as number[], bare: [] as number[] };
    for (let at = 0; at < 20; at++) {
      const [mine, bare] = [await product(world, `O${round}-${at}`), await product(world, `B${round}-${at}`)];
      times.ours.push(await timed(() => workbench.ledger.append(mine)));
      times.bare.push(await timed(() => submitPatiently(own.peers[0]!.contract, "RecordEvent", textOf(bare))));
    }
    if (round === 0) continue;
    const [ours, bare] = [median(times.ours), median(times.bare)];
    medians.ours.push(ours);
    medians.bare.push(bare);
    ratios.push(ours / bare);
  }
  print(
    `one append (${median(medians.ours).toFixed(0)} ms) against a bare submit (${median(medians.bare).toFixed(0)} ms)`,
    ratios,
    "≤ 1.3",
  );
}

/** Client CPU of a whole transaction: proposal, endorsement, submit, commit status. */
async function signing(): Promise<void> {
  const ours = contractWith(maker, newGatewaySigner(maker.key), hash.none);
  const theirs = contractWith(maker, signers.newPrivateKeySigner(createPrivateKey(maker.key)));
  const used = { ours: [] as number[], theirs: [] as number[] };
  for (let round = 0; round <= rounds; round++) {
    const mine = await cpuOf(ours.contract, 50);
    const other = await cpuOf(theirs.contract, 50);
    if (round === 0) continue;
    used.ours.push(mine);
    used.theirs.push(other);
  }
  print(
    `client CPU per transaction with our signer (${median(used.ours).toFixed(2)} ms) against the library's (${median(used.theirs).toFixed(2)} ms)`,
    used.ours.map((mine, at) => mine / used.theirs[at]!),
  );
  ours.close();
  theirs.close();
}

function contractWith({ mspId, certificate, peers }: FabricOrganisation, signer: Signer, hashing?: typeof hash.none) {
  const peer = peers[0]!;
  const client = new Client(peer.address, credentials.createSsl(Buffer.from(peer.tlsAuthority)));
  const identity = { mspId, credentials: Buffer.from(certificate) };
  const gateway = connect({ client, identity, signer, ...(hashing && { hash: hashing }) });
  const close = () => {
    gateway.close();
    client.close();
  };
  return { contract: gateway.getNetwork(CHANNEL).getContract(SAMPLE), close };
}

async function cpuOf(contract: Contract, count: number): Promise<number> {
  const before = process.cpuUsage();
  await inFlight(count, () => submitPatiently(contract, "CreateAsset", idOf(), VALUE));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / count;
}

function createAsset(at: number): Promise<unknown> {
  return submitPatiently(samples[at % samples.length]!, "CreateAsset", idOf(), VALUE);
}

function putMany(at: number): Promise<unknown> {
  const pairs = Array.from({ length: KEYS }, () => [idOf(), VALUE]);
  return submitPatiently(samples[at % samples.length]!, "PutMany", JSON.stringify(pairs));
}

function product(world: ReturnType<typeof openSmallWorld>, partNumber: string): Promise<LedgerEvent> {
  return world.productEvent(partNumber);
}
function textOf(event: LedgerEvent): string {
  return Buffer.from(eventBytes(event)).toString("utf8");
}
function idOf(): string {
  return randomBytes(16).toString("hex");
}

async function inFlight(count: number, work: (at: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const lane = async () => {
    for (let at = next++; at < count; at = next++) await work(at);
  };
  await Promise.all(Array.from({ length: Math.min(IN_FLIGHT, count) }, lane));
}

async function rate(things: number, work: () => Promise<unknown>): Promise<number> {
  return things / ((await timed(work)) / 1000);
}
async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}
function print(what: string, ratios: readonly number[], goal?: string): void {
  const shown = [median(ratios), Math.min(...ratios), Math.max(...ratios)].map((ratio) =>
    ratio.toFixed(ratio > 10 ? 0 : 2),
  );
  console.log(
    `${what}: ${shown[0]} × (min ${shown[1]}, max ${shown[2]}, ${ratios.length} rounds${goal ? `; goal ${goal}` : ""})`,
  );
}
