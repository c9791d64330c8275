/** Stops every process of the network. Nothing is lost: the next `up` goes on from the same data. */
import { processFolder } from "./folders.ts";
import { type Installation, orderersOf, PEER_ORGANISATIONS, portsOf } from "./network.ts";
import { stop } from "./processes.ts";

export type NamedPort = { readonly name: string; readonly port: number };

/** Every process that belongs to the network, with the port that it answers on. */
export function processesOf(installation: Installation): NamedPort[] {
  return [
    ...PEER_ORGANISATIONS.map((one) => ({ name: `${one.id}-chaincode`, port: portsOf(installation, one).chaincode })),
    ...PEER_ORGANISATIONS.map((one) => ({ name: `${one.id}-peer`, port: portsOf(installation, one).peer })),
    ...orderersOf(installation.consensus).map((one) => ({
      name: `${one.id}-orderer`,
      port: portsOf(installation, one).orderer,
    })),
  ];
}

/** Answers how many processes were running. */
export async function takeDown(installation: Installation): Promise<number> {
  const stopped = await Promise.all(
    processesOf(installation).map(({ name }) => stop(processFolder(installation), name)),
  );
  return stopped.filter(Boolean).length;
}
