/** Ports are asked for before the long work, so that a taken one is told in the first second. */
import { createServer } from "node:net";
import { Stop } from "./say.mjs";

/**
 * Refuses with one line when somebody listens there already.
 * @param {{ name: string, host: string, port: number, hostName?: string }[]} wanted `hostName`: the setting that the host is from
 */
export async function assertPortsFree(wanted) {
  for (const { name, host, port, hostName = "HOST" } of wanted) {
    const problem = await problemOfPort(host, port);
    if (problem === "EADDRINUSE") {
      throw new Stop(
        `port ${port} (${name}) is in use. Stop what listens there (perhaps another TrueLane), or set ${name} to another number.`,
      );
    }
    if (problem === "EACCES")
      throw new Stop(`port ${port} (${name}) needs more rights. Set ${name} to a number above 1023.`);
    if (problem === "EADDRNOTAVAIL" || problem === "ENOTFOUND") {
      throw new Stop(
        `${hostName}=${host} is no address of this machine. Use 127.0.0.1, 0.0.0.0 or one of its own addresses.`,
      );
    }
  }
}

/** PORT, SCAN_PORT and HOST as far as needed before the real settings can be parsed; anything odd is left to them. */
export function wantedPorts(environment = process.env) {
  const host = environment.HOST || "127.0.0.1";
  const port = Number(environment.PORT || 3000);
  const scanPort = Number(environment.SCAN_PORT || port + 1);
  return [
    { name: "PORT", host, port },
    { name: "SCAN_PORT", host, port: scanPort },
  ].filter((each) => Number.isInteger(each.port) && each.port > 0 && each.port < 65536);
}

function problemOfPort(host, port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (fault) => resolve(fault.code));
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve(undefined)));
  });
}
