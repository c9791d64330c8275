/** Says at the start when no peer of the network takes a connection: everything else runs, and records wait. */
import { connect } from "node:net";
import type { FabricParts } from "../../lib/server/fabric-settings.ts";

const PATIENCE_MS = 2000;

export async function sayWhenSilent({ organisations }: FabricParts, say: (line: string) => void): Promise<void> {
  const addresses = [...new Set(organisations.flatMap(({ peers }) => peers.map(({ address }) => address)))];
  if ((await Promise.all(addresses.map(takesConnections))).includes(true)) return;
  say(
    `No peer of the network answers (${addresses.join(", ")}). Records wait for it, and what is known is shown as it stood. Start a network of your own with: npm run fabric:up`,
  );
}

/** @param address host:port */
function takesConnections(address: string): Promise<boolean> {
  const at = address.lastIndexOf(":");
  return new Promise((resolve) => {
    const socket = connect({ host: address.slice(0, at).replace(/^\[|\]$/g, ""), port: Number(address.slice(at + 1)) });
    const end = (taken: boolean) => {
      socket.destroy();
      resolve(taken);
    };
    socket.setTimeout(PATIENCE_MS, () => end(false));
    socket.once("connect", () => end(true));
    socket.once("error", () => end(false));
  });
}
