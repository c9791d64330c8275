/** The `peer` program as one organisation's administrator. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { childEnvironment } from "./child-environment.ts";
import { identityMsp, nodeFolder, tlsAuthority } from "./folders.ts";
import { type Installation, type Organisation, orderersOf, portsOf } from "./network.ts";

const run = promisify(execFile);

/** Runs `peer ARGS` and answers what it printed. Throws with the last line of its complaint. */
export async function peerCommand(
  program: string,
  installation: Installation,
  organisation: Organisation,
  args: readonly string[],
): Promise<string> {
  const environment = childEnvironment({
    FABRIC_CFG_PATH: nodeFolder(installation, organisation, "peer"),
    FABRIC_LOGGING_SPEC: "error",
    CORE_PEER_ADDRESS: `127.0.0.1:${portsOf(installation, organisation).peer}`,
    CORE_PEER_LOCALMSPID: organisation.mspId,
    CORE_PEER_MSPCONFIGPATH: identityMsp(installation, organisation, "admin"),
    CORE_PEER_TLS_ENABLED: "true",
    CORE_PEER_TLS_ROOTCERT_FILE: tlsAuthority(installation, organisation),
  });
  try {
    const { stdout } = await run(program, [...args], { env: environment, timeout: 60_000 });
    return stdout;
  } catch (fault) {
    const said =
      fault instanceof Error && "stderr" in fault ? String(fault.stderr).trim().split("\n").at(-1) : String(fault);
    throw new Error(`peer ${args.slice(0, 3).join(" ")} as ${organisation.id}: ${said}`, { cause: fault });
  }
}

/** `-o`, TLS and the authority of one orderer, for the commands that order something. */
export function orderingFlags(installation: Installation, organisation: Organisation): string[] {
  const orderer =
    orderersOf(installation.consensus).find(({ id }) => id === organisation.id) ??
    orderersOf(installation.consensus)[0]!;
  const { orderer: port } = portsOf(installation, orderer);
  return ["-o", `127.0.0.1:${port}`, "--tls", "--cafile", join(tlsAuthority(installation, orderer))];
}
