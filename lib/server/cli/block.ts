import "server-only";

/** `truelane block`: the network's block of a log entry, as evidence for a stranger who knows the channel's configuration. */
import { writeFileSync } from "node:fs";
import { GatewayError } from "@hyperledger/fabric-gateway";
import { blockOfEntry, EntryNotEndorsed } from "../../adapters/ledger-fabric/block-of-entry.ts";
import { BlockRefused } from "../../adapters/ledger-fabric/block-refused.ts";
import { faultSentence } from "../../adapters/ledger-fabric/fault-sentence.ts";
import { connectGateways, type Gateways } from "../../adapters/ledger-fabric/gateways.ts";
import { env } from "../env.ts";
import { readFabricSettings } from "../fabric-settings.ts";
import { pool } from "../pool.ts";
import { type Command, failed, type Outcome, WrongUse } from "./command.ts";

const USAGE = "ENTRY FILE";

export const block: Command = {
  usage: USAGE,
  purpose: "writes the Fabric block that holds an entry of the log, once its signatures are checked",
  async run({ words: [entry, file] }) {
    if (!entry || !/^\d{1,15}$/.test(entry) || !file)
      throw new WrongUse(`Use: truelane block ${USAGE}. ENTRY is the entry's number in the log, as Events shows it.`);
    const { ledger, fabric } = env();
    if (ledger !== "fabric")
      return failed(
        "ledger-of-one",
        "An embedded ledger has no blocks: nobody else signs its entries. What it can show is its signed head, at /log/checkpoint.",
      );
    const { organisations, channel } = readFabricSettings(fabric);
    const gateways = connectGateways(organisations[0]!, channel);
    try {
      return await written(gateways, Number(entry), file);
    } catch (fault) {
      return outcomeOfFault(fault, gateways);
    } finally {
      gateways.close();
    }
  },
};

async function written(gateways: Gateways, entry: number, file: string): Promise<Outcome> {
  const found = await blockOfEntry(pool(), gateways, entry);
  if (!found)
    return failed("entry-unknown", `Entry ${entry} is not kept here. Events lists the entries with their numbers.`);
  const { bytes, ...facts } = found;
  writeFileSync(file, bytes);
  return {
    exit: "good",
    json: { ok: true, entry, file, ...facts },
    lines: [
      `${file} is block ${facts.number} of channel ${gateways.channel}, with entry ${entry} as transaction ${facts.transaction}.`,
      `Endorsed by ${facts.endorsedBy.join(", ")}; signed by at least ${facts.orderers} of the channel's orderers.`,
      `Hash of its header: ${facts.hash}`,
    ],
  };
}

/** What a peer shows is a negative answer; that none can be asked is a failure. */
function outcomeOfFault(fault: unknown, gateways: Gateways): Outcome {
  if (fault instanceof EntryNotEndorsed || fault instanceof BlockRefused)
    return { exit: "negative", json: { ok: false, code: fault.name, sentence: fault.message }, lines: [fault.message] };
  if (!(fault instanceof GatewayError)) throw fault;
  return failed("network-silent", faultSentence(fault, { peer: gateways.peers.at(-1)!, gateways }));
}
