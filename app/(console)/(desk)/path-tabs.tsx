"use client";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { LinkTabs } from "@/components/ui/link-tabs.tsx";

type Props = { label: string; tabs: readonly { href: string; label: string }[] };

/** A layout is not drawn again on the way from tab to tab; only the browser knows which one is open, and brings it into view. */
export function PathTabs(props: Props) {
  const current = usePathname();
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const open = bar.current?.querySelector<HTMLElement>(`a[href="${CSS.escape(current)}"]`);
    const scroller = open?.closest("nav");
    // Sideways alone: the page itself stays where it is.
    if (open && scroller) scroller.scrollLeft = open.offsetLeft - scroller.offsetLeft;
  }, [current]);
  return (
    <div ref={bar}>
      <LinkTabs {...props} current={current} />
    </div>
  );
}
