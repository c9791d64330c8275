/** The shim's own way from contracts to a chaincode; it has no published types (fabric-shim 2.5.8). */
declare module "fabric-shim/lib/contract-spi/chaincodefromcontract" {
  import type { Contract, JSONSerializer } from "fabric-contract-api";
  import type { ChaincodeInterface } from "fabric-shim";

  type Serializers = { transaction: string; serializers: Record<string, typeof JSONSerializer> };
  const ChaincodeFromContract: new (
    contracts: (new () => Contract)[],
    serializers: Serializers,
    metadata: object,
    title: string,
    version: string,
  ) => ChaincodeInterface;
  export default ChaincodeFromContract;
}
