/** Fetches a consignment where its giver answers: one signed question, bytes that nobody believes before their hash is right. */
import { type LookupAddress, lookup } from "node:dns";
import { type IncomingMessage, request as plainRequest } from "node:http";
import { request as secureRequest } from "node:https";
import { BlockList, isIP, type LookupFunction } from "node:net";
import type { SignedConsignmentRequest } from "../domain/event/consignment-request.ts";
import type { Id16 } from "../domain/event/event.ts";

const PATIENCE_MS = 30_000;

/** The giver's answer was no, or none: one sentence. */
export class GiverSilent extends Error {
  override readonly name = "GiverSilent";
}

/** Addresses of this machine and its neighbourhood: whoever writes its base URL on the ledger must not reach into ours. */
const NEAR = new BlockList();
NEAR.addSubnet("127.0.0.0", 8);
NEAR.addSubnet("10.0.0.0", 8);
NEAR.addSubnet("172.16.0.0", 12);
NEAR.addSubnet("192.168.0.0", 16);
NEAR.addSubnet("169.254.0.0", 16);
NEAR.addSubnet("100.64.0.0", 10);
NEAR.addSubnet("0.0.0.0", 8);
NEAR.addAddress("::1", "ipv6");
NEAR.addAddress("::", "ipv6");
NEAR.addSubnet("fc00::", 7, "ipv6");
NEAR.addSubnet("fe80::", 10, "ipv6");
NEAR.addSubnet("::ffff:0:0", 96, "ipv6");

/**
 * The body of a good answer. Follows no redirect.
 * @param near whether addresses of this machine's own network may be asked: where this installation itself is on one
 * @throws GiverSilent
 */
export async function askGiver(
  baseUrl: string,
  transfer: Id16,
  request: SignedConsignmentRequest,
  near: boolean,
): Promise<AsyncIterable<Uint8Array>> {
  const url = new URL(`/api/v1/transfers/${transfer}/consignment`, baseUrl);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (!near && isIP(host) !== 0 && isNear(host)) throw new GiverSilent(`${baseUrl} is an address of a private network`);
  const body = JSON.stringify(request);
  const send = url.protocol === "https:" ? secureRequest : plainRequest;
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const call = send(url, {
      method: "POST",
      headers: { "content-type": "application/json", "content-length": Buffer.byteLength(body) },
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(near ? {} : { lookup: farLookup }),
    });
    call.once("response", resolve);
    call.once("error", (cause) =>
      reject(new GiverSilent(`${url.origin} does not answer: ${cause.message}`, { cause })),
    );
    call.end(body);
  });
  if (answer.statusCode === 200) return answer;
  answer.resume();
  throw new GiverSilent(`${url.origin} answers ${answer.statusCode}`);
}

function isNear(address: string): boolean {
  return NEAR.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
}

/** Resolves as usual and answers only what lies outside: the address that was looked at is the one that is called. */
const farLookup: LookupFunction = (host, options, done) => {
  lookup(host, { ...options, all: true }, (fault, found: LookupAddress[]) => {
    if (fault) return done(fault, "", 0);
    const far = found.filter(({ address }) => !isNear(address));
    const [first] = far;
    if (!first) return done(new Error(`${host} is in a private network`), "", 0);
    if (options.all) return done(null, far);
    return done(null, first.address, first.family);
  });
};
