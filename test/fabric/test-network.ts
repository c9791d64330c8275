/** A Fabric network of its own for a suite: three organisations, four orderers, native processes in a temporary folder. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CHAINCODE, CHANNEL, type Consensus, type Installation, ORGANISATIONS } from "../../fabric/network.ts";
import { organisationsOf } from "../../fabric/organisations-of.ts";
import { takeDown } from "../../fabric/take-down.ts";
import { bringUp } from "../../fabric/up.ts";
import {
  connectFabricLedger,
  type FabricLedger,
  type FabricOrganisation,
  type SentTransaction,
} from "../../lib/adapters/ledger-fabric/index.ts";
import { openFileSigner } from "../../lib/adapters/signer-file/index.ts";
import type { Signer } from "../../lib/ports/signer.ts";
import { DISTRIBUTOR, MAKER } from "../ports/small-world.ts";

export const AUDITOR = "clearview";
const MEMBERS: Readonly<Record<string, string>> = {
  "lumen-optics": MAKER,
  "harbor-supply": DISTRIBUTOR,
  "clearview-audit": AUDITOR,
};

export type TestNetwork = {
  readonly installation: Installation;
  readonly organisations: readonly FabricOrganisation[];
  readonly ledger: FabricLedger;
  readonly states: FabricLedger;
  readonly signer: Signer;
  readonly mspIds: Readonly<Record<string, string>>;
  close(): Promise<void>;
};

export const channel = { channel: CHANNEL, chaincode: CHAINCODE };

export async function openTestNetwork(consensus: Consensus = "BFT"): Promise<TestNetwork> {
  const folder = await mkdtemp(join(tmpdir(), "truelane-fabric-"));
  const installation = await bringUp({ folder, consensus, environment: process.env, say: () => {} });
  const sent = new Map<string, SentTransaction>();
  const organisations = organisationsOf(installation, (id) => MEMBERS[id]!);
  const ledger = await connectFabricLedger({
    organisations,
    channel,
    outbox: { store: async (one) => void sent.set(one.eventId, one), newest: async (eventId) => sent.get(eventId) },
  });
  const clock = { now: () => new Date().toISOString() };
  return {
    installation,
    organisations,
    ledger,
    states: ledger,
    signer: await openFileSigner({ folder: join(folder, "keys"), clock }),
    mspIds: Object.fromEntries(ORGANISATIONS.flatMap(({ id, mspId }) => (MEMBERS[id] ? [[MEMBERS[id], mspId]] : []))),
    async close() {
      await ledger.close();
      await takeDown(installation);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
