import type { MemberRow, TransferRow } from "@/lib/usecases/queries.ts";

/** To whom a member may offer: active others, the most recent receivers first, then by name. */
export function partnersOf(
  member: string,
  members: readonly MemberRow[],
  recent: readonly TransferRow[],
): readonly MemberRow[] {
  const order = [...new Set(recent.map(({ to }) => to))];
  const rank = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length);
  return members
    .filter((other) => other.active && other.member !== member)
    .sort((a, b) => rank(a.member) - rank(b.member) || a.name.localeCompare(b.name));
}
