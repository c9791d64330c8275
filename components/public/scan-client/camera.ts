/** The camera: asked for only after a tap, let go when nobody looks, and every failure with its own sentence. */
import type { Sentence } from "./words.ts";

export type OpenCamera = {
  readonly stream: MediaStream;
  /** Where the device can: turns the light on or off. */
  readonly torch?: (on: boolean) => Promise<void>;
  readonly zoom?: Zoom;
  readonly deviceId: string | undefined;
  stop(): void;
};

export type Zoom = {
  readonly least: number;
  readonly most: number;
  readonly step: number;
  readonly now: number;
  set(factor: number): Promise<void>;
};

/** @param lost called when the device takes the camera away @param deviceId a camera of `cameras()`; without one the back camera is preferred @throws CameraFailure */
export async function openCamera(
  video: HTMLVideoElement,
  deviceId: string | undefined,
  lost: () => void,
): Promise<OpenCamera> {
  if (!window.isSecureContext) throw new CameraFailure("insecure");
  if (!navigator.mediaDevices?.getUserMedia) throw new CameraFailure(inApp() ? "inApp" : "noCamera");
  const which = deviceId ? { deviceId: { exact: deviceId } } : { facingMode: { ideal: "environment" } };
  const stream = await ask({ ...which, width: { ideal: 1920 }, height: { ideal: 1080 } })
    .catch((cause: unknown) => {
      // Some cameras refuse every wish: ask once more without one.
      if (nameOf(cause) === "OverconstrainedError" && !deviceId) return ask(true);
      throw cause;
    })
    .catch((cause: unknown) => {
      throw new CameraFailure(sentenceFor(nameOf(cause)));
    });
  video.srcObject = stream;
  await video.play().catch(() => undefined);
  const [track] = stream.getVideoTracks();
  // Unplugged, or taken by a call. Our own `stop` does not fire it.
  track?.addEventListener("ended", lost);
  return {
    stream,
    torch:
      track && hasTorch(track)
        ? (on) => track.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] })
        : undefined,
    ...zoomOf(track),
    deviceId: track?.getSettings().deviceId,
    stop() {
      for (const each of stream.getTracks()) each.stop();
      // A later start may have given it another film.
      if (video.srcObject === stream) video.srcObject = null;
    },
  };
}

/** Names are empty until the camera was allowed once. */
export async function cameras(): Promise<readonly { readonly id: string; readonly name: string }[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices
    .filter((device) => device.kind === "videoinput")
    .map((device, at) => ({ id: device.deviceId, name: device.label || String(at + 1) }));
}

export class CameraFailure extends Error {
  readonly sentence: Sentence;
  constructor(sentence: Sentence) {
    super(sentence);
    this.sentence = sentence;
  }
}

function ask(video: MediaTrackConstraints | true): Promise<MediaStream> {
  return navigator.mediaDevices.getUserMedia({ video, audio: false });
}

/** Names of the Media Capture specification and those of older browsers. */
function sentenceFor(name: string): Sentence {
  switch (name) {
    case "NotAllowedError":
    case "PermissionDeniedError":
    case "SecurityError":
      return "denied";
    case "NotFoundError":
    case "DevicesNotFoundError":
      return "notFound";
    case "NotReadableError":
    case "TrackStartError":
    case "AbortError":
      return "busy";
    case "OverconstrainedError":
      return "constraints";
    default:
      return "failed";
  }
}

/** Browsers inside other apps keep the camera to themselves; the app's own menu leads out. */
function inApp(): boolean {
  return /MicroMessenger|DingTalk|QQ\/|Weibo|FBAN|FBAV|Instagram|Line\//i.test(navigator.userAgent);
}

type Capable = { readonly zoom?: { readonly min?: number; readonly max?: number; readonly step?: number } };

function zoomOf(track: MediaStreamTrack | undefined): { readonly zoom?: Zoom } {
  const { min = 1, max = 1, step = 0.1 } = (track?.getCapabilities?.() as Capable | undefined)?.zoom ?? {};
  if (!track || !(max > min)) return {};
  const now = (track.getSettings() as { readonly zoom?: number }).zoom ?? min;
  const set = (factor: number) => track.applyConstraints({ advanced: [{ zoom: factor } as MediaTrackConstraintSet] });
  return { zoom: { least: min, most: max, step: step > 0 ? step : 0.1, now, set } };
}

function hasTorch(track: MediaStreamTrack): boolean {
  const can: unknown = track.getCapabilities?.();
  return typeof can === "object" && can !== null && "torch" in can && can.torch === true;
}

function nameOf(cause: unknown): string {
  return cause instanceof Error || cause instanceof DOMException ? cause.name : "";
}
