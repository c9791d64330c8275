/** A peer refuses to start where the host's only IPv4 address is loopback, whatever address it is given. */
import { networkInterfaces } from "node:os";

export function onlyLoopbackSentence(interfaces = networkInterfaces()): string | undefined {
  const addresses = Object.values(interfaces).flatMap((list) => list ?? []);
  if (
    addresses.some(({ family, internal, address }) => family === "IPv4" && (!internal || !address.startsWith("127.")))
  ) {
    return undefined;
  }
  return (
    "This host's only IPv4 address is loopback, and Fabric's peers refuse to start there. " +
    "Add any other address, for example as root: ip address add 10.255.255.1/32 dev lo"
  );
}
