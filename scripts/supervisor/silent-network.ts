/** Says at the start when no peer of the network takes a connection: everything else runs, and records wait. */
import { answers } from "../../fabric/processes.ts";
import type { FabricParts } from "../../lib/server/fabric-settings.ts";

export async function sayWhenSilent({ organisations }: FabricParts, say: (line: string) => void): Promise<void> {
  const addresses = [...new Set(organisations.flatMap(({ peers }) => peers.map(({ address }) => address)))];
  if ((await Promise.all(addresses.map(takesConnections))).includes(true)) return;
  say(
    `No peer of the network answers (${addresses.join(", ")}). Records wait for it, and what is known is shown as it stood. Start a network of your own with: npm run fabric:up`,
  );
}

/** @param address host:port, an IPv6 host in brackets */
function takesConnections(address: string): Promise<boolean> {
  const at = address.lastIndexOf(":");
  return answers(Number(address.slice(at + 1)), address.slice(0, at).replace(/^\[|\]$/g, ""));
}
