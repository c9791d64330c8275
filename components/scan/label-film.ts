/** What a camera sees while somebody goes from label to label: each code is told once, and again only after it was out of view. */
import type { Decoder } from "./camera-parts.ts";

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
  const lastSeen = new Map<string, { readonly turn: number; readonly at: number }>();
  for (let turn = 0; runs(); ) {
    const picture = frame();
    if (picture) {
      const { texts } = await decoder.read(picture, { turn });
      if (!runs()) return;
      const at = performance.now();
      for (const text of new Set(texts)) {
        const last = lastSeen.get(text);
        // Time alone shows nothing: a slow reader sees the same label in two pictures that are seconds apart.
        const isBack = last !== undefined && turn - last.turn > 1 && at - last.at > OUT_OF_VIEW_MS;
        if (last === undefined || isBack) onScan(text);
        lastSeen.set(text, { turn, at });
      }
      turn++;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
