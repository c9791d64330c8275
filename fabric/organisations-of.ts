/** The running network as the ledger adapter wants it: who we act for, and where the peers are. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FabricOrganisation } from "../lib/adapters/ledger-fabric/index.ts";
import { identityMsp, tlsAuthority } from "./folders.ts";
import { CHAINCODE, CHANNEL, type Installation, PEER_ORGANISATIONS, portsOf } from "./network.ts";

/** One entry for each organisation with a peer; its own peer first, the others' after it for failover. */
export function organisationsOf(
  installation: Installation,
  memberOf: (organisation: string) => string = (id) => id,
): FabricOrganisation[] {
  return PEER_ORGANISATIONS.map((organisation) => {
    const msp = identityMsp(installation, organisation, "writer");
    const others = PEER_ORGANISATIONS.filter(({ id }) => id !== organisation.id);
    return {
      member: memberOf(organisation.id),
      mspId: organisation.mspId,
      certificate: readFileSync(join(msp, "signcerts", "cert.pem"), "utf8"),
      key: readFileSync(join(msp, "keystore", "key.pem"), "utf8"),
      peers: [organisation, ...others].map((one) => ({
        address: `127.0.0.1:${portsOf(installation, one).peer}`,
        tlsAuthority: readFileSync(tlsAuthority(installation, one), "utf8"),
      })),
    };
  });
}

/** Writes what LEDGER=fabric reads: channel, chaincode, and each organisation with the paths of its identity and its peers. */
export function writeOrganisationsFile(installation: Installation): void {
  const organisations = PEER_ORGANISATIONS.map((organisation) => {
    const msp = identityMsp(installation, organisation, "writer");
    const others = PEER_ORGANISATIONS.filter(({ id }) => id !== organisation.id);
    return {
      member: organisation.id,
      mspId: organisation.mspId,
      certificate: join(msp, "signcerts", "cert.pem"),
      key: join(msp, "keystore", "key.pem"),
      peers: [organisation, ...others].map((one) => ({
        address: `127.0.0.1:${portsOf(installation, one).peer}`,
        tlsAuthority: tlsAuthority(installation, one),
      })),
    };
  });
  const text = JSON.stringify({ channel: CHANNEL, chaincode: CHAINCODE, organisations }, null, 2);
  writeFileSync(join(installation.folder, "organisations.json"), `${text}\n`, { mode: 0o600 });
}
