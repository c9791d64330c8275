/** Where things are: an event about things inside containers names the way down, the same for all that it lists. */
import type { Subject } from "../../domain/event/event.ts";
import type { ResolvedItem } from "../../ports/records.ts";
import type { Desk } from "../desk.ts";
import { wayUp } from "./containers.ts";

/** `within`: the containers around them, outermost first; absent for things at the top. */
export type Place = { readonly within?: readonly Subject[]; readonly contents: readonly Subject[] };

/** One entry for each place, in the order in which the places were met. */
export async function byPlace(items: readonly ResolvedItem[], desk: Desk): Promise<readonly Place[]> {
  const places = new Map<string, { within: readonly Subject[]; contents: Subject[] }>();
  for (const { subject } of items) {
    const within = await placeOf(subject, desk);
    const key = within.join(" ");
    const place = places.get(key) ?? { within, contents: [] };
    place.contents.push(subject);
    places.set(key, place);
  }
  return [...places.values()].map(({ within, contents }) => ({ ...(within.length > 0 && { within }), contents }));
}

/** The containers around a thing, outermost first. */
export async function placeOf(subject: Subject, desk: Desk): Promise<readonly Subject[]> {
  return (await wayUp(subject, desk)).slice(1).reverse();
}
