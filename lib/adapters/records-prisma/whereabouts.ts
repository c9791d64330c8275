/** Where things are: from the thing up through its containers to whoever holds the top. */

import type { MemberId, Subject } from "../../domain/event/event.ts";
import { parseSubject } from "../../domain/event/subject.ts";
import type { Whereabouts } from "../../usecases/queries.ts";
import type { Queryable } from "../in-transaction.ts";

export type Placed = {
  readonly holder: MemberId | null;
  readonly inside: Subject | null;
  readonly sold_by: MemberId | null;
  readonly offer: string | null;
};
type Above = Placed & { readonly subject: Subject };

export type Ancestors = ReadonlyMap<Subject, Above>;

/** All containers above these things, in one statement. */
export async function ancestorsOf(db: Queryable, things: readonly Placed[]): Promise<Ancestors> {
  const direct = [...new Set(things.flatMap(({ inside }) => (inside === null ? [] : [inside])))];
  if (direct.length === 0) return new Map();
  const { rows } = await db.query<Above>({
    name: "rm-ancestors",
    text: `WITH RECURSIVE up AS (
             SELECT subject, holder, inside, sold_by, offer FROM rm_thing WHERE subject = ANY($1)
             UNION SELECT t.subject, t.holder, t.inside, t.sold_by, t.offer FROM rm_thing t JOIN up ON t.subject = up.inside)
           SELECT * FROM up`,
    values: [direct],
  });
  return new Map(rows.map((row) => [row.subject, row]));
}

/** The thing itself first, the top last. */
export function wayUp(thing: Placed, ancestors: Ancestors): readonly Placed[] {
  const way = [thing];
  for (let at = thing; at.inside !== null; ) {
    const above = ancestors.get(at.inside);
    if (!above) throw new Error(`container ${at.inside} has no row`);
    way.push(above);
    at = above;
  }
  return way;
}

export function whereaboutsOf(thing: Placed, ancestors: Ancestors): Whereabouts {
  const way = wayUp(thing, ancestors);
  const top = way[way.length - 1] as Placed;
  const inside = way.flatMap(({ inside: subject }) => (subject === null ? [] : [{ subject, sscc: ssccOf(subject) }]));
  if (top.sold_by !== null) return { at: "sold", seller: top.sold_by, inside };
  if (top.holder !== null) return { at: "holder", holder: top.holder, inside };
  throw new Error("a thing is neither held, nor inside, nor sold");
}

/** The open transfer that freezes it: its own, or that of a container above. */
export function offerOf(thing: Placed, ancestors: Ancestors): string | null {
  return wayUp(thing, ancestors).find(({ offer }) => offer !== null)?.offer ?? null;
}

export function ssccOf(container: Subject): string {
  const parsed = parseSubject(container);
  if (!parsed.ok || parsed.value.is !== "container") throw new Error(`${container} is no container`);
  return parsed.value.sscc;
}
