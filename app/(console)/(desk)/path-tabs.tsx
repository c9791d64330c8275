"use client";
import { usePathname } from "next/navigation";
import { LinkTabs } from "@/components/ui/link-tabs.tsx";

type Props = { label: string; tabs: readonly { href: string; label: string }[] };

/** A layout is not drawn again on the way from tab to tab; only the browser knows which one is open. */
export function PathTabs(props: Props) {
  return <LinkTabs {...props} current={usePathname()} />;
}
