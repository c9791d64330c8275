/** Where the programs of Hyperledger Fabric are: in `FABRIC_BIN`, else on `PATH`. */
import { execFile } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

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

const WANTED = /^\s*Version: v?(3\.1\.\d+)/m;

/** Throws one sentence where a program is of another release: configuration and channel capabilities are those of 3.1. */
export async function assertVersions(binaries: Record<Binary, string>): Promise<void> {
  const asked = { peer: ["version"], orderer: ["version"], configtxgen: ["-version"] } as const;
  for (const [name, args] of Object.entries(asked) as [Binary, readonly string[]][]) {
    const said = await run(binaries[name], [...args]).then(
      ({ stdout, stderr }) => `${stdout}${stderr}`,
      (fault: { stdout?: string; stderr?: string; message: string }) =>
        `${fault.stdout}${fault.stderr}${fault.message}`,
    );
    if (WANTED.test(said)) continue;
    const version = /Version: (\S+)/.exec(said)?.[1];
    throw new Error(
      `${binaries[name]} is ${version ? `version ${version}` : "no program of Fabric that says its version"}; this network needs 3.1. ` +
        "Get version 3.1.5 (install-fabric.sh -f 3.1.5 binary), and set FABRIC_BIN to its bin folder.",
    );
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
