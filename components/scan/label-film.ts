/** What a camera sees while somebody goes from label to label: each code is told once, and again only after it was out of view. */
import type { Decoder } from "../public/scan-client/decoder.ts";

type Film = {
  readonly decoder: Decoder;
  /** `undefined` while the camera has no picture yet. */
  frame(): ImageData | undefined;
  runs(): boolean;
  onScan(text: string): void;
};

const PAUSE_MS = 60;
/** A hand that trembles takes a code out of view for less. */
export const OUT_OF_VIEW_MS = 1_500;

export async function watchLabels({ decoder, frame, runs, onScan }: Film): Promise<void> {
  const lastSeen = new Map<string, number>();
  for (let turn = 0; runs(); turn++) {
    const picture = frame();
    const texts = picture ? (await decoder.read(picture, { turn })).texts : [];
    if (!runs()) return;
    const now = performance.now();
    for (const text of new Set(texts)) {
      if (now - (lastSeen.get(text) ?? Number.NEGATIVE_INFINITY) > OUT_OF_VIEW_MS) onScan(text);
      lastSeen.set(text, now);
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
