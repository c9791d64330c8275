/** A Fabric network of its own for a suite: three organisations, four orderers, native processes in a temporary folder. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CHAINCODE, CHANNEL, type Consensus, type Installation, ORGANISATIONS } from "../../fabric/network.ts";
import { organisationsOf } from "../../fabric/organisations-of.ts";
import { takeDown } from "../../fabric/take-down.ts";
import { bringUp } from "../../fabric/up.ts";
import { connectFabricLedger, type FabricOrganisation, type Outbox } from "../../lib/adapters/ledger-fabric/index.ts";
import { openFileLogSigner, openFileSigner } from "../../lib/adapters/signer-file/index.ts";
import type { Ledger } from "../../lib/ports/ledger.ts";
import type { LedgerStates } from "../../lib/ports/ledger-states.ts";
import type { Signer } from "../../lib/ports/signer.ts";
import { DISTRIBUTOR, MAKER } from "../ports/small-world.ts";
import { openTestDatabase, type TestDatabase } from "../postgres.ts";

export const AUDITOR = "clearview";
const MEMBERS: Readonly<Record<string, string>> = {
  "lumen-optics": MAKER,
  "harbor-supply": DISTRIBUTOR,
  northgrid: AUDITOR,
};

export type TestNetwork = {
  readonly installation: Installation;
  readonly organisations: readonly FabricOrganisation[];
  readonly database: TestDatabase;
  readonly ledger: Ledger & LedgerStates;
  readonly states: LedgerStates;
  readonly signer: Signer;
  readonly mspIds: Readonly<Record<string, string>>;
  close(): Promise<void>;
};

export const channel = { channel: CHANNEL, chaincode: CHAINCODE };

export async function openTestNetwork(consensus: Consensus = "BFT"): Promise<TestNetwork> {
  const folder = await mkdtemp(join(tmpdir(), "truelane-fabric-"));
  const installation = await bringUp({ folder, consensus, environment: process.env, say: () => {} });
  const organisations = organisationsOf(installation, (id) => MEMBERS[id]!);
  const database = await openTestDatabase({ migrate: true });
  const ledger = await openTestLedger({ folder, database, organisations });
  const clock = { now: () => new Date().toISOString() };
  return {
    installation,
    organisations,
    database,
    ledger,
    states: ledger,
    signer: await openFileSigner({ folder: join(folder, "keys"), clock }),
    mspIds: Object.fromEntries(ORGANISATIONS.flatMap(({ id, mspId }) => (MEMBERS[id] ? [[MEMBERS[id], mspId]] : []))),
    async close() {
      await ledger.close();
      await database.close();
      await takeDown(installation);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A ledger over the network with a database and a log key of its own: another follower of the same channel. */
export async function openTestLedger(parts: {
  readonly folder: string;
  readonly database: TestDatabase;
  readonly organisations: readonly FabricOrganisation[];
  readonly onFatal?: (fault: unknown) => void;
  readonly outbox?: Outbox;
}): Promise<Ledger & LedgerStates> {
  const { folder, database, organisations, onFatal, outbox } = parts;
  const logSigner = await openFileLogSigner({ folder: join(folder, "keys") });
  return connectFabricLedger({
    pool: database.pool,
    logSigner,
    organisations,
    channel,
    ...(onFatal && { onFatal }),
    ...(outbox && { outbox }),
  });
}
