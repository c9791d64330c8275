/** The scan page's script: joins camera, reader, photo and typing to the page's own elements. */

import { CameraFailure, cameras, type OpenCamera, openCamera } from "./camera.ts";
import { type Decoder, openDecoder } from "./decoder.ts";
import { type Outcome, outcomeOfPicture, outcomeOfTyping } from "./outcome.ts";
import { brightness, frameOf, picturesOf } from "./pictures.ts";
import { type Sentence, wordsOf } from "./words.ts";

const words = wordsOf(document);
const scanner = one<HTMLElement>("[data-scanner]");
const video = one<HTMLVideoElement>("video");
const parts = {
  camera: one("[data-camera]"),
  controls: one("[data-controls]"),
  start: one("[data-start]"),
  stop: one("[data-stop]"),
  torch: one("[data-torch]"),
  choose: one("[data-choose]"),
  foreign: one("[data-foreign]"),
  foreignTitle: one("[data-foreign-title]"),
  foreignText: one("[data-foreign-text]"),
  foreignPath: one<HTMLAnchorElement>("[data-foreign-path]"),
  status: one("[data-status]"),
  fault: one("[data-typed-fault]"),
};
const list = one<HTMLSelectElement>("[data-cameras]");
const ours = [location.origin, scanner.dataset.publicUrl ?? ""].map((origin) => origin.toLowerCase());

let open: OpenCamera | undefined;
let reader: Promise<Decoder> | undefined;

parts.controls.hidden = false;
parts.start.onclick = () => void start(undefined);
parts.stop.onclick = () => stop("ended");
list.onchange = () => void start(list.value);
one<HTMLInputElement>("[data-photo]").onchange = ({ currentTarget }) =>
  void readPhoto(currentTarget as HTMLInputElement);
one<HTMLFormElement>("[data-typed]").onsubmit = (event) => {
  event.preventDefault();
  const outcome = outcomeOfTyping(one<HTMLInputElement>("#code").value);
  if (outcome.is === "no") parts.fault.textContent = sentence(outcome.sentence, outcome.values);
  else act(outcome);
};
// A camera that runs where nobody looks frightens people, and empties the battery.
document.addEventListener("visibilitychange", () => document.hidden && open && stop("ended"));
window.addEventListener("pagehide", () => open?.stop());

async function start(deviceId: string | undefined): Promise<void> {
  open?.stop();
  showForeign(undefined);
  say("starting");
  try {
    const [camera] = await Promise.all([openCamera(video, deviceId), loadReader()]);
    open = camera;
    showCamera(true);
    await offerChoices(camera);
    say("looking");
    void lookOn(camera);
  } catch (cause) {
    stop(cause instanceof CameraFailure ? cause.sentence : "noDecoder");
  }
}

function stop(why: Sentence): void {
  open?.stop();
  open = undefined;
  showCamera(false);
  say(why);
}

/** One picture after the other, never two at once, until something is found or the camera is let go. */
async function lookOn(camera: OpenCamera): Promise<void> {
  const decoder = await loadReader();
  const since = performance.now();
  let foreign = "";
  while (open === camera) {
    const picture = frameOf(video);
    if (picture) {
      const light = brightness(picture);
      const outcome = outcomeOfPicture(await decoder.read(picture), ours);
      if (open !== camera) return;
      if (outcome?.is === "go") return act(outcome);
      if (outcome?.is === "no") say(outcome.sentence);
      else if (outcome && outcome.text !== foreign) {
        foreign = outcome.text;
        showForeign(outcome);
      } else if (!outcome) hint(light, performance.now() - since);
    }
    await nextPicture();
  }
}

function hint(light: number, lookedFor: number): void {
  if (lookedFor < 2_000) return;
  if (light < 4) say("black");
  else if (light < 40) say("dark");
  else if (lookedFor > 6_000) say("far");
}

async function readPhoto(input: HTMLInputElement): Promise<void> {
  const photo = input.files?.[0];
  input.value = "";
  if (!photo) return;
  if (open) stop("reading");
  showForeign(undefined);
  say("reading");
  try {
    const pictures = await picturesOf(photo).catch(() => undefined);
    if (!pictures) return say("notImage");
    const decoder = await loadReader();
    for (const picture of pictures) {
      const outcome = outcomeOfPicture(await decoder.read(picture()), ours);
      if (outcome) return act(outcome);
    }
    say("nothing");
  } catch {
    say("noDecoder");
  }
}

function act(outcome: Outcome): void {
  if (outcome.is === "no") say(outcome.sentence, outcome.values);
  else if (outcome.is === "foreign") {
    parts.status.textContent = "";
    showForeign(outcome);
  } else {
    say("found");
    open?.stop();
    location.assign(outcome.path + location.search);
  }
}

function loadReader(): Promise<Decoder> {
  reader ??= openDecoder().catch((cause) => {
    reader = undefined;
    throw cause;
  });
  return reader;
}

async function offerChoices(camera: OpenCamera): Promise<void> {
  const { torch } = camera;
  parts.torch.hidden = !torch;
  parts.torch.setAttribute("aria-pressed", "false");
  parts.torch.onclick = () => {
    const on = parts.torch.getAttribute("aria-pressed") !== "true";
    void torch?.(on).then(() => parts.torch.setAttribute("aria-pressed", String(on)));
  };
  const found = await cameras();
  parts.choose.hidden = found.length < 2;
  list.replaceChildren(...found.map(({ id, name }) => new Option(name, id, false, id === camera.deviceId)));
}

function showCamera(on: boolean): void {
  parts.camera.hidden = !on;
  parts.stop.hidden = !on;
  parts.start.hidden = on;
  if (!on) parts.torch.hidden = parts.choose.hidden = true;
}

/** As text only: nothing that a stranger's QR code says is opened or made a link, but its code may be looked up here. */
function showForeign(outcome: (Outcome & { is: "foreign" }) | undefined): void {
  parts.foreign.hidden = !outcome;
  parts.foreignTitle.textContent = words[outcome?.path ? "otherAddress" : "notOurs"];
  parts.foreignText.textContent = outcome?.text.slice(0, 400) ?? "";
  parts.foreignPath.hidden = !outcome?.path;
  if (outcome?.path) parts.foreignPath.href = outcome.path + location.search;
}

function say(name: Sentence, values?: Readonly<Record<string, number>>): void {
  const text = sentence(name, values);
  if (parts.status.textContent !== text) parts.status.textContent = text;
}

function sentence(name: Sentence, values: Readonly<Record<string, number>> = {}): string {
  return words[name].replace(/\{(\w+)\}/g, (whole, key: string) => String(values[key] ?? whole));
}

function nextPicture(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 60));
}

function one<T extends HTMLElement = HTMLElement>(selector: string): T {
  const found = document.querySelector<T>(selector);
  if (!found) throw new Error(`the page lacks ${selector}`);
  return found;
}
