/** `npm start -- --lan`: this machine's address on the local network, and the settings that follow from it. */
import { isIP } from "node:net";
import { type NetworkInterfaceInfo, networkInterfaces } from "node:os";
import { isLoopback } from "../../../lib/server/env.ts";
import { CannotStart } from "../../../lib/server/postgres/cannot-start.ts";

/** Where the https front listens; everything behind it stays on this machine. */
export type Lan = { readonly address: string; readonly port: number };

type Interfaces = Readonly<
  Record<string, readonly Pick<NetworkInterfaceInfo, "address" | "family" | "internal">[] | undefined>
>;

const LAN_PORT = 3443;
/** Networks inside this machine, which no phone reaches. */
const INSIDE = /^(?:docker|br-|veth|virbr|vmnet|vboxnet|utun|tun|tap|lxc|podman|cni)/;
/** RFC 1918: what a router at home or in an office gives out. */
const PRIVATE = /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/;

/**
 * Changes `environment` so that the installation answers under the local address, behind the https front on loopback.
 * @throws CannotStart when there is no such address, or the settings contradict it
 */
export function takeLanSettings(environment: NodeJS.ProcessEnv, interfaces: Interfaces = networkInterfaces()): Lan {
  const port = Number(environment.LAN_PORT || LAN_PORT);
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new CannotStart("LAN_PORT must be a whole number from 1 to 65535");
  const address = lanAddress(environment.HOST, interfaces);
  if (!address)
    throw new CannotStart(
      "--lan: this machine has no address on a local network. Join the phone's Wi-Fi, or set HOST to the address that the phone can reach.",
    );
  environment.HOST = "127.0.0.1";
  environment.PUBLIC_URL ||= `https://${isIP(address) === 6 ? `[${address}]` : address}:${port}`;
  environment.TRUSTED_PROXIES = [environment.TRUSTED_PROXIES, "127.0.0.1"].filter(Boolean).join(",");
  return { address, port };
}

/** `HOST` where it names a reachable address, else the likeliest of this machine's own. */
function lanAddress(host: string | undefined, interfaces: Interfaces): string | undefined {
  if (host && isIP(host) !== 0 && !isLoopback(host) && host !== "0.0.0.0" && host !== "::") return host;
  const own = Object.entries(interfaces)
    .flatMap(([name, addresses]) => (INSIDE.test(name) ? [] : (addresses ?? [])))
    .filter(({ family, internal, address }) => family === "IPv4" && !internal && !address.startsWith("169.254."))
    .map(({ address }) => address);
  return own.find((address) => PRIVATE.test(address)) ?? own[0];
}
