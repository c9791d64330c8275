/** Whether Fabric's programs are here: `FABRIC_BIN`, else `PATH`. fabric/binaries.ts looks in the same places. */
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

export const HOW_TO_GET_FABRIC =
  "install-fabric.sh -f 3.1.5 binary (Hyperledger Fabric's install script), then set FABRIC_BIN to its bin folder";

export function hasFabric() {
  const folders = process.env.FABRIC_BIN ? [process.env.FABRIC_BIN] : (process.env.PATH ?? "").split(delimiter);
  return ["peer", "orderer", "configtxgen"].every((name) => folders.some((folder) => existsSync(join(folder, name))));
}
