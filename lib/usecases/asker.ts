/** Who asks, for limits only: the address of the connection, or what a trusted proxy says of it. */

/**
 * @param peer the other end of the connection
 * @param forwarded `X-Forwarded-For` as it came; from anybody but a trusted proxy it is only a claim
 * @param trusted addresses of the proxies before this process
 */
export function askerOf(
  peer: string | undefined,
  forwarded: string | readonly string[] | undefined,
  trusted: readonly string[],
): string {
  const plain = plainAddress(peer);
  if (!trusted.includes(plain)) return plain;
  // The proxy wrote the address of who connected to it at the end; what stands before it came with the request.
  const last = String(forwarded ?? "")
    .split(",")
    .at(-1)
    ?.trim();
  return last || plain;
}

/** Whether what the other end says of its asker may be believed. */
export function isTrustedProxy(peer: string | undefined, trusted: readonly string[]): boolean {
  return trusted.includes(plainAddress(peer));
}

function plainAddress(peer = ""): string {
  return peer.startsWith("::ffff:") ? peer.slice("::ffff:".length) : peer;
}
