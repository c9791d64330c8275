/** An organisation that runs other chaincode than it approved: the bundle with its refusals taken out, at its own peer's address. */
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { chaincodeBundle, chaincodePackage } from "../../fabric/chaincode-package.ts";
import { processFolder } from "../../fabric/folders.ts";
import { type Installation, PEER_ORGANISATIONS, portsOf } from "../../fabric/network.ts";
import { chaincodeProcess } from "../../fabric/nodes.ts";
import { ensureStarted, stop, waitForPorts } from "../../fabric/processes.ts";

/** What the rule book refuses is recorded all the same, without states; nobody looks at its own hash, or whose name it is. */
const BENDS: readonly (readonly [RegExp, string])[] = [
  [/if \(named !== hash\d*\.slice\(0, 16\)\)/, "if (false)"],
  [/assertOwnOrganisation\(event, states, creatorMsp\);/, ""],
  [
    /const signers = expectAccepted\((.*verifySignatures.*)\);/,
    "const checked = $1; const signers = checked.ok ? checked.value : [];",
  ],
  [
    /const next = expectAccepted\((.*apply.*)\);/,
    "const judged = $1; const next = judged.ok ? judged.value : new Map();",
  ],
];

export async function bend(installation: Installation, id: string): Promise<void> {
  const organisation = PEER_ORGANISATIONS.find((one) => one.id === id)!;
  const bundle = chaincodeBundle(resolve(import.meta.dirname, "..", ".."));
  let text = readFileSync(bundle.file, "utf8");
  for (const [place, other] of BENDS) {
    if (!place.test(text)) throw new Error(`the bundle has no ${place}`);
    text = text.replace(place, other);
  }
  const file = join(installation.folder, `${id}-bent.cjs`);
  writeFileSync(file, text);
  const address = `127.0.0.1:${portsOf(installation, organisation).chaincode}`;
  const service = chaincodeProcess(installation, organisation, chaincodePackage(bundle.hash, address), file);
  const processes = processFolder(installation);
  await stop(processes, service.name);
  ensureStarted(processes, service);
  await waitForPorts(processes, service, 15_000);
}
