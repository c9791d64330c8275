/** The running network as the ledger adapter wants it: who we act for, and where the peers are. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FabricOrganisation } from "../lib/adapters/ledger-fabric/index.ts";
import { identityMsp, tlsAuthority } from "./folders.ts";
import { type Installation, PEER_ORGANISATIONS, portsOf } from "./network.ts";

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
