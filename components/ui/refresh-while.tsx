"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";

type Props = { active: boolean; everyMs?: number };

/** Asks the server for the page again while something on it is under way; rests while nobody looks. */
export function RefreshWhile({ active, everyMs = 1000 }: Props) {
  const router = useRouter();
  useEffect(() => {
    if (!active) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") router.refresh();
    }, everyMs);
    return () => clearInterval(timer);
  }, [active, everyMs, router]);
  return null;
}
