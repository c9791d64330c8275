import "server-only";

/** The scan listener: the public doors on a bare HTTP server of their own, so that a busy console slows no buyer. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { askerOf, isTrustedProxy } from "../usecases/asker.ts";
import { textOf as bodyText } from "./body-text.ts";
import type { Callers } from "./callers.ts";
import { env } from "./env.ts";
import { log } from "./log.ts";
import { answerSupervisor } from "./metrics/process-metrics.ts";
import { closePool } from "./pool.ts";
import { publicCallers, publicDeps } from "./public-deps.ts";
import { publicFile } from "./public-files.ts";
import { answerPublic, type PublicDeps } from "./public-routes.ts";
import { readiness } from "./readiness.ts";

/** Answers one request; never throws. */
export async function answer(
  deps: PublicDeps,
  callers: Callers,
  trusted: readonly string[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const url = request.url ?? "/";
    const mark = url.indexOf("?");
    const path = mark < 0 ? url : url.slice(0, mark);
    const ip = askerOf(request.socket.remoteAddress, request.headers["x-forwarded-for"], trusted);
    const found = await answerPublic(deps, {
      method: request.method ?? "GET",
      path,
      query: mark < 0 ? "" : url.slice(mark + 1),
      accept: request.headers.accept,
      acceptLanguage: request.headers["accept-language"],
      ip,
      caller: callers.of({
        ip,
        header: (name) => textOf(request.headers[name]),
        trusted: isTrustedProxy(request.socket.remoteAddress, trusted),
        member: null,
      }),
      body: (most) => bodyText(request, most),
    });
    const answered = found ?? (await publicFile(path));
    const { status, headers, body } = answered ?? (await health(path)) ?? NO_PAGE;
    send(response, status, headers, body, request.method === "HEAD");
  } catch (cause) {
    deps.fault(cause);
    if (response.headersSent) return void response.destroy();
    send(
      response,
      503,
      { "content-type": "text/plain; charset=utf-8", "retry-after": "30" },
      "We cannot verify right now.\n",
      false,
    );
  }
}

const NO_PAGE = { status: 404, headers: { "content-type": "text/plain; charset=utf-8" }, body: "No such page here.\n" };

/** `/livez`: this process answers. `/readyz`: may people be sent here? The same words as those of the web server. */
async function health(path: string): Promise<typeof NO_PAGE | undefined> {
  const headers = { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" };
  if (path === "/livez") return { status: 200, headers, body: "ok\n" };
  if (path !== "/readyz") return undefined;
  const state = await readiness();
  return {
    status: state.ready ? 200 : 503,
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify(state),
  };
}

function textOf(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(",") : header;
}

function send(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string | Uint8Array,
  headOnly: boolean,
): void {
  const length = typeof body === "string" ? Buffer.byteLength(body) : body.length;
  response.writeHead(status, [...flat(headers), ...(status === 204 ? [] : ["content-length", String(length)])]);
  response.end(headOnly || status === 204 ? undefined : body);
}

const flattened = new WeakMap<object, readonly string[]>();

/** Names and values in turn, as Node sends them without another look. Most answers share one value of headers. */
function flat(headers: Readonly<Record<string, string>>): readonly string[] {
  const known = flattened.get(headers);
  if (known) return known;
  const made = Object.entries(headers).flat();
  if (Object.isFrozen(headers)) flattened.set(headers, made);
  return made;
}

function listen(): void {
  const settings = env();
  log("scan");
  answerSupervisor("scan");
  const deps = publicDeps();
  const callers = publicCallers();
  const server = createServer(
    (request, response) => void answer(deps, callers, settings.trustedProxies, request, response),
  );
  // A phone that sends its request letter by letter holds nobody else up for long.
  server.headersTimeout = 10_000;
  server.requestTimeout = 15_000;
  server.listen(settings.scanPort, settings.host, () =>
    log().info({ url: settings.scanUrl }, "the scan listener is ready"),
  );
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    server.close(
      () =>
        void deps.scans
          .settled()
          .then(closePool)
          .finally(() => process.exit(0)),
    );
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 5_000).unref();
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}

if (import.meta.main) listen();
