/** A hand scanner imitates a keyboard: very fast keys and Enter or Tab. What an input method hides is rebuilt from the keys (ux.md section 6). */
import { characterOf } from "../../../lib/domain/label/scan-text.ts";

/** What of a key event matters. `at` in milliseconds. */
export type Key = {
  readonly key: string;
  readonly code: string;
  readonly shift: boolean;
  readonly control: boolean;
  readonly capsLock: boolean;
  readonly composing: boolean;
  readonly at: number;
};
/** `typed`: as the browser understood it; `struck`: by the places of the keys on the layout that scanners imitate. */
export type HandScan = {
  readonly typed: string;
  readonly struck: string;
  readonly inputMethod: boolean;
  readonly capsLock: boolean;
};

/** People do not type this fast; scanners do. */
const GAP_MS = 50;
const SHORTEST = 8;
const GS = "\u001d";

/** Feed it every key; it answers at the end of a scan. `Shift` and the like do not interrupt one. */
export function handScanner(): (key: Key) => HandScan | undefined {
  let scan = nothing();
  let last = Number.NEGATIVE_INFINITY;
  return (key) => {
    if (key.at - last > GAP_MS) scan = nothing();
    last = key.at;
    if (endsScan(key)) {
      const ended = scan;
      scan = nothing();
      return ended.struck.length >= SHORTEST || ended.typed.length >= SHORTEST ? ended : undefined;
    }
    const separator = key.code === "F8" || (key.control && key.code === "BracketRight");
    if (key.control && !separator) return undefined;
    scan = {
      typed: scan.typed + (separator ? GS : key.key.length === 1 ? key.key : ""),
      struck: scan.struck + (separator ? GS : characterOf(key.code, key.shift)),
      inputMethod: scan.inputMethod || key.composing || key.key === "Process",
      capsLock: key.capsLock,
    };
    return undefined;
  };
}

export function keyOfEvent(event: KeyboardEvent): Key {
  return {
    key: event.key,
    code: event.code,
    shift: event.shiftKey,
    control: event.ctrlKey || event.metaKey,
    capsLock: event.getModifierState("CapsLock"),
    composing: event.isComposing || event.keyCode === 229,
    at: event.timeStamp,
  };
}

function nothing(): HandScan {
  return { typed: "", struck: "", inputMethod: false, capsLock: false };
}

function endsScan({ key, code }: Key): boolean {
  return key === "Enter" || key === "Tab" || code === "Enter" || code === "NumpadEnter" || code === "Tab";
}
