import "server-only";

/** Which addresses are ours: a form or script on any other page must not act in a signed-in person's name. */
import { env, isLoopback } from "../env.ts";

/** The public address; on a loopback installation also its other names, since `localhost` and `127.0.0.1` are one machine. */
export function ownOrigins(): readonly string[] {
  const { publicUrl } = env();
  const url = new URL(publicUrl);
  if (!isLoopback(url.hostname)) return [publicUrl];
  const port = url.port ? `:${url.port}` : "";
  return [
    ...new Set([publicUrl, ...["localhost", "127.0.0.1", "[::1]"].map((host) => `${url.protocol}//${host}${port}`)]),
  ];
}

/**
 * True when a request that changes something came from one of our own pages: Origin present and ours (`null` is not), and
 * the browser's own word, where it gives one, does not contradict.
 */
export function isSameOrigin(headers: Headers): boolean {
  const origin = headers.get("origin");
  const site = headers.get("sec-fetch-site");
  return (
    origin !== null && ownOrigins().includes(origin) && (site === null || site === "same-origin" || site === "none")
  );
}
