/**
 * The installed page without network. It keeps the scanner and nothing of any answer: verdicts are asked of the network alone, and
 * where there is none the person is led to the scanner, which says what can be checked without (ux.md section 6, Offline).
 */

type ExtendableEvent = Event & { waitUntil(work: Promise<unknown>): void };
type FetchEvent = ExtendableEvent & { readonly request: Request; respondWith(answer: Promise<Response>): void };
type WorkerScope = {
  addEventListener(name: "install" | "activate", listener: (event: ExtendableEvent) => void): void;
  addEventListener(name: "fetch", listener: (event: FetchEvent) => void): void;
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
};

declare const BUILD: string;

const scope = globalThis as unknown as WorkerScope;
const CACHE = `truelane-scanner-${BUILD}`;
const PAGES = ["/scan?lang=en", "/scan?lang=zh-CN"];
const FILES = [
  "/scan/scanner.js",
  "/scan/offline.js",
  "/scan/wasm-worker.js",
  "/wasm/zxing_reader.wasm",
  "/icon-192.png",
];
/** Doors whose answer is a verdict or an activation, in any letter case. */
const VERDICT = /^\/(?:v|0[01]|a)(?:\/|$)/i;

scope.addEventListener("install", (event) => {
  const keepAll = async () => {
    const cache = await caches.open(CACHE);
    await cache.addAll([...PAGES, ...FILES].map((path) => new Request(path, { cache: "no-cache" })));
    await scope.skipWaiting();
  };
  event.waitUntil(keepAll());
});

scope.addEventListener("activate", (event) => {
  const clear = async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
    await scope.clients.claim();
  };
  event.waitUntil(clear());
});

scope.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (VERDICT.test(url.pathname)) {
    if (request.mode === "navigate") event.respondWith(verdictPage(request, url));
  } else if (url.pathname === "/scan" && request.mode === "navigate") event.respondWith(scannerPage(request, url));
  else if (FILES.includes(url.pathname)) event.respondWith(file(request));
});

/** From the network, never from a cache; without one, the scanner is told what was asked for. */
async function verdictPage(request: Request, url: URL): Promise<Response> {
  try {
    return await fetch(request);
  } catch {
    return Response.redirect(`/scan${url.search}#${encodeURIComponent(url.pathname)}`, 302);
  }
}

async function scannerPage(request: Request, url: URL): Promise<Response> {
  try {
    const fresh = await fetch(request);
    const language = fresh.headers.get("content-language");
    if (fresh.ok && language) await keep(`/scan?lang=${language}`, fresh.clone());
    return fresh;
  } catch (cause) {
    const wanted = url.searchParams.get("lang") ?? (navigator.language.toLowerCase().startsWith("zh") ? "zh-CN" : "en");
    const kept = await keptAs(PAGES.find((page) => page.endsWith(`=${wanted}`)) ?? "/scan?lang=en");
    if (kept) return kept;
    throw cause;
  }
}

/** The newest where there is a network: an old reader beside a new page would be a fault that nobody can repeat. */
async function file(request: Request): Promise<Response> {
  try {
    const fresh = await fetch(request);
    if (fresh.ok) await keep(new URL(request.url).pathname, fresh.clone());
    return fresh;
  } catch (cause) {
    const kept = await keptAs(new URL(request.url).pathname);
    if (kept) return kept;
    throw cause;
  }
}

async function keep(path: string, answer: Response): Promise<void> {
  await (await caches.open(CACHE)).put(path, answer);
}

/** Pages vary by language and form; here each has its own name. */
function keptAs(path: string): Promise<Response | undefined> {
  return caches.match(path, { cacheName: CACHE, ignoreVary: true });
}
