import { common } from "@hyperledger/fabric-protos";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDatabase, type TestDatabase } from "../../../test/postgres.ts";
import { trustInForce } from "./block-verifier.ts";
import type { PeerConnection } from "./gateways.ts";
import { CHANNEL, chainOf } from "./made-blocks.ts";
import { readBlock } from "./read-block.ts";

const CHAIN = chainOf(["a", "b", "c", "d", "e"].map((text) => Buffer.from(text)));

/** Shows every block of the chain that it is asked for. */
const network = {
  getName: () => CHANNEL.channel,
  getContract: () => ({
    evaluateTransaction: async (_name: string, _channel: string, number: string) =>
      CHAIN[Number(number)]!.serializeBinary(),
  }),
};
const PEER = { address: "127.0.0.1:1", network } as unknown as PeerConnection;

/** Block 4, whose orderers name this block as the configuration in force. */
function naming(configuration: number): common.Block {
  const last = new common.LastConfig();
  last.setIndex(configuration);
  const value = new common.OrdererBlockMetadata();
  value.setLastConfig(last);
  const metadata = new common.Metadata();
  metadata.setValue(value.serializeBinary());
  const block = common.Block.deserializeBinary(CHAIN[4]!.serializeBinary());
  block.getMetadata()!.setMetadataList([metadata.serializeBinary()]);
  return block;
}

describe("the configuration in force before a block", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase({ migrate: ["0002", "0009", "0015", "0016"] });
    for (const block of CHAIN.slice(0, 4)) {
      const { number, hash, previousHash } = readBlock(block, CHANNEL.chaincode);
      await database.pool.query("INSERT INTO fabric_block VALUES ($1, $2, $3, 0, $4)", [
        number,
        number === 3 ? "another hash" : hash,
        previousHash,
        number === 1,
      ]);
    }
  });
  afterAll(() => database.close());

  // None of these blocks configures anything: the complaint names the one that was asked for.
  const asked = (configuration: number) => trustInForce(database.pool, PEER, naming(configuration));

  it("is the newest that is noted here, or a later one that the block names", async () => {
    await expect(asked(1)).rejects.toThrow("Block 1 configures nothing");
    await expect(asked(2)).rejects.toThrow("Block 2 configures nothing");
  });

  it("is none that was in force earlier, and none that comes with the block itself", async () => {
    await expect(asked(0)).rejects.toThrow("Block 1 configures nothing");
    await expect(asked(4)).rejects.toThrow("Block 1 configures nothing");
  });

  it("is taken only as it is kept here", async () => {
    await expect(asked(3)).rejects.toMatchObject({
      name: "BlockRefused",
      message: "Block 3 is another one than is kept here.",
    });
  });

  it("is another channel's where even the first block is another, and the next step is said", async () => {
    const earlier = await openTestDatabase({ migrate: ["0002", "0009", "0015", "0016"] });
    await earlier.pool.query("INSERT INTO fabric_block VALUES (0, 'of an earlier network', '', 0, true)");
    await expect(trustInForce(earlier.pool, PEER, naming(0))).rejects.toMatchObject({
      name: "BlockRefused",
      message: expect.stringMatching(/^Block 0 is another one.*another channel.*empty DATA_DIR/),
    });
    await earlier.close();
  });
});
