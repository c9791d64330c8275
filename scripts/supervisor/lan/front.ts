/** The https front of `--lan`: takes requests of the local network and hands them to the web process on this machine. */
import { request as ask, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer } from "node:https";
import { env } from "../../../lib/server/env.ts";
import { lanCertificate } from "./lan-certificate.ts";

/** Of one connection only (RFC 9110 section 7.6.1). */
const HOP_BY_HOP = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

const { dataDir, host, port: webPort } = env();
const { LAN_ADDRESS = "", LAN_PORT = "" } = process.env;
const { key, cert } = await lanCertificate(dataDir, LAN_ADDRESS, Date.now());

const server = createServer({ key, cert, minVersion: "TLSv1.2" }, pass);
server.headersTimeout = 10_000;
server.listen(Number(LAN_PORT), LAN_ADDRESS);

for (const signal of ["SIGTERM", "SIGINT"] as const)
  process.once(signal, () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  });

function pass(request: IncomingMessage, response: ServerResponse): void {
  const headers = {
    ...endToEnd(request.headers),
    // Whoever asks may have written anything here; the web process believes what this front writes.
    "x-forwarded-for": request.socket.remoteAddress ?? "",
    "x-forwarded-proto": "https",
    "x-forwarded-host": request.headers.host ?? "",
  };
  const { method, url: path } = request;
  const asked = ask({ host, port: webPort, method, path, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, endToEnd(answer.headers));
    answer.pipe(response);
    answer.once("error", () => response.destroy());
  });
  asked.once("error", () => {
    if (response.headersSent) return void response.destroy();
    response.writeHead(502, { "content-type": "text/plain; charset=utf-8", "retry-after": "5" });
    response.end("We cannot verify right now.\n");
  });
  // Somebody closed the page while it was loading.
  response.once("close", () => asked.destroy());
  request.pipe(asked);
}

function endToEnd(headers: IncomingMessage["headers"]): IncomingMessage["headers"] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name)));
}
