import type { MemberRole } from "@/lib/domain/event/event.ts";

const MAKING = [
  { key: "lots", href: "/lots" },
  { key: "products", href: "/products" },
] as const;
const MOVING = [
  { key: "inbox", href: "/inbox" },
  { key: "ship", href: "/ship" },
  { key: "outbox", href: "/outbox" },
  { key: "pack", href: "/pack" },
  { key: "containers", href: "/containers" },
  { key: "sell", href: "/sell" },
  { key: "record", href: "/record" },
  { key: "stock", href: "/stock" },
  { key: "lookUp", href: "/modules" },
  { key: "fleet", href: "/fleet" },
  { key: "alerts", href: "/alerts" },
] as const;
const NETWORK = [
  { key: "members", href: "/members" },
  { key: "events", href: "/events" },
  { key: "jobs", href: "/jobs" },
  { key: "settings", href: "/settings" },
] as const;

type Group = {
  readonly key: "dashboard" | "making" | "moving" | "network";
  readonly links: readonly { readonly key: LinkKey; readonly href: string }[];
};
type LinkKey = "dashboard" | (typeof MAKING | typeof MOVING | typeof NETWORK)[number]["key"];

/** The menu of a member: who makes nothing sees no workbench. Hiding is a courtesy; every page and action checks for itself. */
export function linksFor(roles: readonly MemberRole[]): readonly Group[] {
  return [
    { key: "dashboard", links: [{ key: "dashboard", href: "/dashboard" }] },
    ...(roles.includes("maker") ? [{ key: "making", links: MAKING } as const] : []),
    { key: "moving", links: MOVING },
    { key: "network", links: NETWORK },
  ];
}
