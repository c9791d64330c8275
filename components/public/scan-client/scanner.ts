/** The scan page's script: joins camera, reader, photo and typing to the page's own elements. */
import { act, showForeign } from "./act.ts";
import { CameraFailure, cameras, type OpenCamera, openCamera } from "./camera.ts";
import { loadDecoder } from "./decoder.ts";
import { watchFilm } from "./film.ts";
import { emptyList } from "./found-list.ts";
import { isReachable, pathAskedFor, prepareForNoNetwork, prepareWhenIdle, showWithoutNetwork } from "./installed.ts";
import { listenToKeys } from "./keyboard.ts";
import type { Outcome } from "./outcome.ts";
import { parts, say } from "./parts.ts";
import { readPhoto } from "./photo.ts";
import type { Sentence } from "./words.ts";

/** The camera that is wanted, also while its permission is awaited; whoever waited longer than it was wanted lets it go. */
let wanted: { camera?: OpenCamera } | undefined;

parts.controls.hidden = false;
parts.start.onclick = () => void start(undefined);
parts.stop.onclick = () => stop("ended");
parts.cameras.onchange = () => void start(parts.cameras.value);
for (const input of document.querySelectorAll<HTMLInputElement>("[data-photo]"))
  input.onchange = () => void takePhoto(input);
listenToKeys(go);
prepareWhenIdle();
void answerForAsked();
// A camera that runs where nobody looks frightens people, and empties the battery.
document.addEventListener("visibilitychange", () => document.hidden && wanted && stop("paused"));
window.addEventListener("pagehide", letGo);

async function start(deviceId: string | undefined): Promise<void> {
  letGo();
  const mine: typeof wanted = {};
  wanted = mine;
  clear();
  say("starting");
  const opening = openCamera(parts.video, deviceId, () => wanted === mine && stop("lost"));
  try {
    const [camera, decoder] = await Promise.all([opening, loadDecoder()]);
    if (wanted !== mine) return camera.stop();
    mine.camera = camera;
    showCamera(true);
    void offerChoices(camera);
    say("looking");
    void watchFilm({
      video: parts.video,
      decoder,
      hasTorch: camera.torch !== undefined,
      runs: () => wanted === mine,
      found,
    });
  } catch (cause) {
    // Without a reader the camera is of no use, whenever its permission comes.
    void opening.then(
      (camera) => camera.stop(),
      () => undefined,
    );
    if (wanted === mine) stop(cause instanceof CameraFailure ? cause.sentence : "noDecoder");
  }
}

/** One label of ours ends the film; all else is shown while it runs on. */
function found(outcome: Outcome): boolean {
  prepareForNoNetwork();
  act(outcome, go);
  return outcome.is !== "go";
}

function go(path: string): void {
  performance.mark("answered");
  if (navigator.onLine === false) {
    stop("withoutNetwork");
    void withoutNetwork(path);
  } else {
    say("found");
    letGo();
    location.assign(path + location.search);
  }
}

/** A label was opened and the network did not answer. Where it answers now, the record does: it knows more than a signature says. */
async function answerForAsked(): Promise<void> {
  const path = pathAskedFor();
  if (path === undefined) return;
  if (await isReachable()) location.replace(path + location.search);
  else await withoutNetwork(path);
}

async function withoutNetwork(path: string): Promise<void> {
  say((await showWithoutNetwork(parts.offline, path)) ? "withoutNetwork" : "noNetwork");
}

function stop(why: Sentence): void {
  letGo();
  showCamera(false);
  say(why);
}

function letGo(): void {
  wanted?.camera?.stop();
  wanted = undefined;
}

async function takePhoto(input: HTMLInputElement): Promise<void> {
  const photo = input.files?.[0];
  if (!photo) return;
  if (wanted) stop("reading");
  clear();
  const outcome = await readPhoto(photo, loadDecoder);
  // The same file again is a new choice.
  input.value = "";
  if (outcome) act(outcome, go);
}

/** What an earlier scan left. */
function clear(): void {
  showForeign(undefined);
  emptyList();
  parts.offline.hidden = true;
}

async function offerChoices({ torch, zoom, deviceId }: OpenCamera): Promise<void> {
  parts.torch.hidden = !torch;
  parts.torch.setAttribute("aria-pressed", "false");
  parts.torch.onclick = () => {
    const on = parts.torch.getAttribute("aria-pressed") !== "true";
    void torch?.(on).then(() => parts.torch.setAttribute("aria-pressed", String(on)));
  };
  parts.zoom.hidden = !zoom;
  if (zoom) {
    const { least, most, step, now } = zoom;
    Object.assign(parts.zoomFactor, { min: least, max: most, step, value: String(now) });
    parts.zoomFactor.oninput = () => void zoom.set(Number(parts.zoomFactor.value)).catch(() => undefined);
  }
  const all = await cameras();
  parts.choose.hidden = all.length < 2;
  parts.cameras.replaceChildren(...all.map(({ id, name }) => new Option(name, id, false, id === deviceId)));
}

function showCamera(on: boolean): void {
  parts.camera.hidden = !on;
  parts.stop.hidden = !on;
  parts.start.hidden = on;
  if (!on) parts.torch.hidden = parts.choose.hidden = parts.zoom.hidden = true;
}
