/** A holder offers things to another member; they stay where they are, frozen, until the answer. */
import { hexOf } from "../../domain/bytes/hex.ts";
import type { Fact } from "../../domain/event/rule.ts";
import { ok } from "../../domain/result.ts";
import { byPerson, problem, type Verb } from "../verb.ts";
import { balancedLabels } from "./label-orders.ts";
import { refuseRecalled } from "./recalls.ts";

const OPEN_DAYS = 14;
const NOT_YET_KNOWN = "0".repeat(64);

export const offer: Verb<"offer"> = async ({ to, items, expiresAt }, desk) => {
  const resolved = await desk.resolve(items, "/items");
  if (!resolved.ok) return resolved;
  const free = await refuseRecalled(resolved.value, desk);
  if (!free.ok) return free;
  const balanced = await balancedLabels(resolved.value, desk);
  if (!balanced.ok) return balanced;
  const contents = resolved.value.map(({ subject }) => subject);
  const transfer = hexOf(desk.deps.random.bytes(16));
  const until = new Date(expiresAt ?? Date.parse(desk.now) + OPEN_DAYS * 86_400_000).toISOString();
  const signedBy = byPerson(desk.actor);
  const fact = (consignment: string): Fact => ({
    kind: "transfer-offered",
    transfer,
    to,
    expiresAt: until,
    consignment,
  });
  // No records are put together of things that this member could not offer.
  const possible = await desk.preview({ fact: fact(NOT_YET_KNOWN), contents, signedBy });
  if (!possible.ok) return possible;
  const consignment = await desk.deps.consignments.build({ transfer, from: desk.actor.member, items: contents });
  if (!consignment.ok) return problem(consignment.error.code, consignment.error.detail);
  const written = await desk.write({ fact: fact(consignment.value), contents, signedBy });
  return written.ok ? ok({ transferId: transfer }) : written;
};
