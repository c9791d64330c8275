/** Where the programs of Hyperledger Fabric are: in `FABRIC_BIN`, else on `PATH`. */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

export type Binary = "peer" | "orderer" | "configtxgen";

export class BinariesMissing extends Error {
  override name = "BinariesMissing";
}

/** The full path of each program. Throws `BinariesMissing` with one sentence that says how people get them. */
export function findBinaries(environment: NodeJS.ProcessEnv): Record<Binary, string> {
  const folders = environment.FABRIC_BIN ? [environment.FABRIC_BIN] : (environment.PATH ?? "").split(delimiter);
  const found = (name: Binary) => folders.map((folder) => join(folder, name)).find(isProgram);
  const peer = found("peer");
  const orderer = found("orderer");
  const configtxgen = found("configtxgen");
  if (peer && orderer && configtxgen) return { peer, orderer, configtxgen };
  const missing = Object.entries({ peer, orderer, configtxgen }).flatMap(([name, path]) => (path ? [] : [name]));
  throw new BinariesMissing(
    `Fabric's ${missing.join(", ")} not found in ${environment.FABRIC_BIN ? `FABRIC_BIN (${environment.FABRIC_BIN})` : "PATH"}. ` +
      "Get version 3.1.5 with Fabric's install script (install-fabric.sh -f 3.1.5 binary), then set FABRIC_BIN to its bin folder; " +
      "or use the Docker images (fabric/compose.yaml).",
  );
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
