/** Makes the page ready for a place without network, after it has done what it was opened for. */

import { parts, sentence } from "./parts.ts";

/** Loaded when needed, and kept by the service worker: a page that is only scanned with never asks for it. */
const OFFLINE = "/scan/offline.js";
const SERVICE_WORKER = "/sw.js";
const IDLE_MS = 5_000;

type OfflinePart = typeof import("./offline.ts");

function offlinePart(): Promise<OfflinePart> {
  return import(OFFLINE) as Promise<OfflinePart>;
}

/** Once a visit. `data-offline-ready` on the page says what became of the lists: kept, refused or unreachable. */
export function prepareForNoNetwork(): void {
  if (!started && "serviceWorker" in navigator && !savesData()) {
    started = true;
    void prepare().catch(() => undefined);
  }
}
let started = false;

export function prepareWhenIdle(): void {
  const standalone = window.matchMedia("(display-mode: standalone)").matches;
  setTimeout(prepareForNoNetwork, standalone ? 0 : IDLE_MS);
}

/** The answer for a path without network; never throws, since without its part nothing can be said. */
export async function showWithoutNetwork(place: HTMLElement, path: string): Promise<boolean> {
  const part = await offlinePart().catch(() => undefined);
  part?.showOffline(place, path);
  return part !== undefined;
}

/** What the service worker hands over when a label was opened and the network did not answer. */
export function pathAskedFor(): string | undefined {
  const path = decoded(location.hash.slice(1));
  return /^\/(?:v|0[01])\/[^?#\\]*$/i.test(path) ? path : undefined;
}

/** Whether our server answers, whatever it says. The service worker lets this through. */
export async function isReachable(): Promise<boolean> {
  if (navigator.onLine === false) return false;
  return fetch("/scan", { method: "HEAD", cache: "no-store" }).then(
    () => true,
    () => false,
  );
}

async function prepare(): Promise<void> {
  await navigator.serviceWorker.register(SERVICE_WORKER, { scope: "/" });
  await navigator.serviceWorker.ready;
  const part = await offlinePart();
  const became = await part.keepLists();
  const day = part.keptUntil();
  if (day !== undefined) parts.ready.textContent = sentence("ready", { day });
  document.documentElement.dataset.offlineReady = became;
}

function savesData(): boolean {
  return (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
