/** What a peer installs for a chaincode that runs as a service: its label names the bundle, its contents only where to call. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CHAINCODE } from "./network.ts";
import { tarGz } from "./tar.ts";

export type ChaincodePackage = {
  readonly label: string;
  readonly bytes: Buffer /** `label:sha256`, as the peer names it. */;
  readonly id: string;
};

/** The bundle that `npm run chaincode:package` wrote, and its SHA-256. Throws when it was not made yet. */
export function chaincodeBundle(root: string): { readonly file: string; readonly hash: string } {
  const file = join(root, "build", "chaincode", "dist", "index.js");
  if (!existsSync(file)) throw new Error("The chaincode bundle is missing. Run: npm run chaincode:package");
  return { file, hash: createHash("sha256").update(readFileSync(file)).digest("hex") };
}

/** `hash`: SHA-256 of the bundle; its first 16 digits stand in the label, equal at every organisation. */
export function chaincodePackage(hash: string, address: string): ChaincodePackage {
  const label = `${CHAINCODE}_${hash.slice(0, 16)}`;
  const json = (value: unknown) => Buffer.from(JSON.stringify(value));
  const code = tarGz([{ name: "connection.json", bytes: json({ address, dial_timeout: "10s", tls_required: false }) }]);
  const bytes = tarGz([
    { name: "metadata.json", bytes: json({ type: "ccaas", label }) },
    { name: "code.tar.gz", bytes: code },
  ]);
  return { label, bytes, id: `${label}:${createHash("sha256").update(bytes).digest("hex")}` };
}
