"use client";
import { ScanLine } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Button } from "./button.tsx";
import { CONTROL } from "./field.tsx";
import { useScanGun } from "./use-scan-gun.ts";

type Props = { label: string; hint: string; add: string; onScan: (text: string) => void; focus?: boolean };

/** A field that a scan gun, a keyboard or a paste can fill, one item after the other. */
export function ScanField({ label, hint, add, onScan, focus = true }: Props) {
  const t = useTranslations("ui.scan");
  const field = useRef<HTMLInputElement>(null);
  const { inputMethod, onKeyDown, onPaste, take } = useScanGun(field, onScan);
  useEffect(() => {
    if (focus && field.current && isFree(field.current)) field.current.focus({ preventScroll: true });
  }, [focus]);

  return (
    <div className="my-4">
      <label htmlFor="scan" className="mb-1 block font-semibold">
        {label}
      </label>
      <p id="scan-hint" className="mb-1 text-sm text-ink-muted">
        {hint}
      </p>
      <div className="flex gap-2">
        <span className="relative min-w-0 flex-1">
          <ScanLine aria-hidden size={20} className="absolute top-1/2 left-3 -translate-y-1/2 text-ink-muted" />
          <input
            ref={field}
            id="scan"
            type="text"
            autoCapitalize="off"
            autoComplete="off"
            autoCorrect="off"
            spellCheck={false}
            aria-describedby="scan-hint"
            className={`${CONTROL} min-h-14 pl-10 font-mono md:min-h-11`}
            onKeyDown={onKeyDown}
            onPaste={onPaste}
          />
        </span>
        <Button
          look="quiet"
          className="min-h-14 md:min-h-11"
          onClick={() => {
            take(field.current?.value ?? "");
            field.current?.focus();
          }}
        >
          {add}
        </Button>
      </div>
      <p role="status" className="text-sm text-fault">
        {inputMethod && t("inputMethod")}
      </p>
    </div>
  );
}

/** Nobody is typing elsewhere already, and whoever types next sees where it goes. */
function isFree(field: HTMLElement): boolean {
  const { top, bottom } = field.getBoundingClientRect();
  return document.activeElement === document.body && top >= 0 && bottom <= window.innerHeight;
}
