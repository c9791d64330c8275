/**
 * Loaded first into the web process. Next takes `X-Forwarded-For` from anybody, and cannot serve a path that is not UTF-8; both
 * are put right before it sees the request. A diagnostics channel, since a custom server would cost Next's own one.
 */
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { askerOf, isTrustedProxy } from "../../lib/usecases/asker.ts";

/** The settings were parsed by the supervisor before it started this process. */
const trusted = (process.env.TRUSTED_PROXIES ?? "").split(",").map((address) => address.trim());
/** `country=cf-ipcountry,…`: what a stranger writes there is nobody's place. */
const placeHeaders = (process.env.PLACE_HEADERS ?? "")
  .split(",")
  .flatMap((pair) => pair.split("=")[1]?.trim().toLowerCase() || []);

subscribe("http.server.request.start", (message) => {
  const { request } = message as { request: IncomingMessage };
  request.headers["x-forwarded-for"] = askerOf(
    request.socket.remoteAddress,
    request.headers["x-forwarded-for"],
    trusted,
  );
  if (!isTrustedProxy(request.socket.remoteAddress, trusted))
    for (const name of placeHeaders) delete request.headers[name];
  request.url = readablePath(request.url ?? "/");
});

/** U+FFFD, as decoders put it where bytes are no UTF-8. */
const REPLACED = "%EF%BF%BD";

/** A path that is not UTF-8 is looked up with marks in place of what cannot be read, and is not found. */
function readablePath(url: string): string {
  const mark = url.indexOf("?");
  const path = mark < 0 ? url : url.slice(0, mark);
  if (!path.includes("%") || isReadable(path)) return url;
  return (
    path
      .split("/")
      .map((segment) => (isReadable(segment) ? segment : segment.replaceAll("%", REPLACED)))
      .join("/") + url.slice(path.length)
  );
}

function isReadable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
