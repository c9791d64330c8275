"use client";
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";
import { characterOf, scansIn } from "../../lib/domain/label/scan-text.ts";

/** People do not type this fast; guns do. */
const GUN_GAP_MS = 50;
const GUN_LENGTH = 8;

/** Turns a text field, and fast typing anywhere on the page, into scans. Never takes keys from another field or from a dialog. */
export function useScanGun(field: RefObject<HTMLInputElement | null>, onScan: (text: string) => void) {
  const [inputMethod, setInputMethod] = useState(false);
  const behind = useRef("");
  const last = useRef({ at: 0, fast: 0 });
  const report = useRef(onScan);
  report.current = onScan;

  function empty() {
    if (field.current) field.current.value = "";
  }

  function take(text: string) {
    for (const scan of scansIn(text)) report.current(scan);
    empty();
    behind.current = "";
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    const { nativeEvent } = event;
    const gap = event.timeStamp - last.current.at;
    last.current = { at: event.timeStamp, fast: gap < GUN_GAP_MS ? last.current.fast + 1 : 0 };
    const composing = nativeEvent.isComposing || nativeEvent.keyCode === 229;
    if (composing) {
      setInputMethod(true);
      behind.current += characterOf(event.code, event.shiftKey);
    }
    const suffix = event.code === "Enter" || event.code === "NumpadEnter" || event.key === "Enter";
    const tab = event.key === "Tab" && last.current.fast >= GUN_LENGTH;
    if (!suffix && !tab) return;
    const text = composing ? behind.current : event.currentTarget.value;
    if (text.trim() === "") return;
    event.preventDefault();
    // The input method writes its guess after this event; the field is emptied behind it.
    if (composing) setTimeout(empty, 0);
    take(text);
  }

  function onPaste(event: React.ClipboardEvent<HTMLInputElement>) {
    const text = event.clipboardData.getData("text");
    if (scansIn(text).length < 2) return;
    event.preventDefault();
    take(text);
  }

  useEffect(() => {
    let typed = "";
    let at = 0;
    function listen(event: globalThis.KeyboardEvent) {
      if (event.target instanceof HTMLElement && event.target.closest("input, textarea, select, dialog, [role=dialog]"))
        return;
      if (event.timeStamp - at > GUN_GAP_MS) typed = "";
      at = event.timeStamp;
      if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) typed += event.key;
      if ((event.key !== "Enter" && event.key !== "Tab") || typed.length < GUN_LENGTH) return;
      event.preventDefault();
      for (const scan of scansIn(typed)) report.current(scan);
      typed = "";
      field.current?.focus();
    }
    window.addEventListener("keydown", listen, true);
    return () => window.removeEventListener("keydown", listen, true);
  }, [field]);

  return { inputMethod, onKeyDown, onPaste, take };
}
