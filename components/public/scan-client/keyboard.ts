/** Typing, and hand scanners that imitate it. */
import { act } from "./act.ts";
import { type HandScan, handScanner, keyOfEvent } from "./hand-scanner.ts";
import { outcomeOfTyping } from "./outcome.ts";
import { OURS, parts, say, sentence } from "./parts.ts";
import { typedSoFar } from "./typed-code.ts";

export function listenToKeys(open: (path: string) => void): void {
  const takeKey = handScanner();
  window.addEventListener(
    "keydown",
    (event) => {
      // A list of cameras or a slider is worked with keys of its own.
      if (event.target instanceof HTMLElement && event.target !== parts.code && event.target.matches("select, input"))
        return;
      const scan = takeKey(keyOfEvent(event));
      if (!scan) return;
      event.preventDefault();
      // An input method writes its guess after this event; the field is emptied behind it.
      setTimeout(() => clearField(), 0);
      takeScan(scan, open);
    },
    true,
  );
  parts.form.onsubmit = (event) => {
    event.preventDefault();
    const outcome = outcomeOfTyping(parts.code.value, OURS);
    parts.fault.textContent = outcome.is === "no" ? sentence(outcome.sentence, outcome.values) : "";
    if (outcome.is !== "no") act(outcome, open);
  };
  parts.code.addEventListener("compositionstart", () => {
    parts.fault.textContent = sentence("ime");
  });
  parts.code.addEventListener("input", () => showSoFar());
}

/** As the browser understood it, else as the keys were struck: an input method or another layout hides what was meant. */
function takeScan({ typed, struck, inputMethod, capsLock }: HandScan, open: (path: string) => void): void {
  const outcomes = (inputMethod ? [struck] : [typed, struck]).map((text) => outcomeOfTyping(text, OURS));
  const good = outcomes.find(({ is }) => is === "go");
  const [refused] = outcomes;
  if (good) act(good, open);
  else if (inputMethod) say("ime");
  else if (capsLock) say("capsLock");
  else if (refused?.is === "foreign" || (refused?.is === "no" && refused.sentence === "secret")) act(refused, open);
  else act({ is: "no", sentence: "gunNoCode" }, open);
}

function clearField(): void {
  parts.code.value = "";
  showSoFar();
}

function showSoFar(): void {
  const { readAs, count, fault } = typedSoFar(parts.code.value);
  parts.readAs.textContent = readAs === "" ? "" : sentence("readAs", { text: readAs, count });
  parts.fault.textContent = fault ? sentence(fault.sentence, fault.values) : "";
}
