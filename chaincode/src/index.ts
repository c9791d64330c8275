/** The service of one organisation's peer. It refuses to start when its own bytes are not those that the package label names. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { type ChaincodeServerOpts, Shim } from "fabric-shim";
import { newChaincode } from "./service.ts";

const { CHAINCODE_ID: ccid, CHAINCODE_SERVER_ADDRESS: address } = process.env;
if (!ccid || !address) throw new Error("CHAINCODE_ID and CHAINCODE_SERVER_ADDRESS must be set");

const hash = createHash("sha256").update(readFileSync(__filename)).digest("hex");
const named = /^truelane_([0-9a-f]{16}):/.exec(ccid)?.[1];
if (named !== hash.slice(0, 16)) {
  const sentence = `This file has the hash ${hash.slice(0, 16)}, the installed package names ${named ?? ccid}.`;
  console.error(`${sentence} Start the bundle that was approved, or install and approve this one.`);
  process.exit(1);
}

// Long contents travel in one message: the shim's default limit of 4 MiB is below the channel's.
const limits = { "grpc.max_send_message_length": -1, "grpc.max_receive_message_length": -1 };
// Between a peer and its own service on loopback there is no TLS; the published type asks for it all the same.
const options = { ccid, address, ...limits } as ChaincodeServerOpts;
void Shim.server(newChaincode(), options).start();
