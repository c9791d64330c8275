/** The contract as the shim wants it. Used by the service and by tests over an in-memory stub. */
import { JSONSerializer } from "fabric-contract-api";
import type { ChaincodeInterface } from "fabric-shim";
import ChaincodeFromContract from "fabric-shim/lib/contract-spi/chaincodefromcontract";
import { ModuleContract } from "./module-contract.ts";

export function newChaincode(): ChaincodeInterface {
  const serializers = { transaction: "jsonSerializer", serializers: { jsonSerializer: JSONSerializer } };
  return new ChaincodeFromContract([ModuleContract], serializers, {}, "TrueLane", "1");
}
