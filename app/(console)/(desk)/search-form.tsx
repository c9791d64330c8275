"use client";
import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button.tsx";
import { CONTROL } from "@/components/ui/field.tsx";

type Props = { action: string; label: string; button: string; value?: string; name?: string; hint?: string };

/** A search whose question is the URL. `/` goes to the field, as on every list. */
export function SearchForm({ action, label, button, value, name = "search", hint }: Props) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    function listen(event: KeyboardEvent) {
      if (event.key !== "/" || event.ctrlKey || event.metaKey) return;
      if (event.target instanceof HTMLElement && event.target.closest("input, textarea, select, [role=dialog]")) return;
      event.preventDefault();
      field.current?.focus();
    }
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
  return (
    <search className="no-print my-4 block">
      <form action={action} method="get">
        <label htmlFor="search" className="mb-1 block font-semibold">
          {label}
        </label>
        {hint && (
          <p id="search-hint" className="mb-1 text-sm text-ink-muted">
            {hint}
          </p>
        )}
        <div className="flex max-w-[640px] gap-2">
          <input
            ref={field}
            id="search"
            name={name}
            type="search"
            defaultValue={value}
            autoCapitalize="off"
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
            aria-describedby={hint ? "search-hint" : undefined}
            className={`${CONTROL} font-mono`}
          />
          <Button type="submit" look="quiet" className="shrink-0">
            {button}
          </Button>
        </div>
      </form>
    </search>
  );
}
