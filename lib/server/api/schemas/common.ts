import "server-only";
import { z } from "zod";

const MAX_LIMIT = 500;

export const pageQuery = z.object({
  cursor: z.string().max(500).optional().meta({ description: "`nextCursor` of the page before." }),
  limit: z.coerce.number().int().min(1).max(MAX_LIMIT).default(50),
});

export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item).readonly(),
    nextCursor: z.string().nullable().meta({ description: "Null on the last page." }),
  });
}

/** A list that is given whole; the form stays the same, so that a client needs one reader. */
export function wholePage<Item>(items: readonly Item[]): { items: readonly Item[]; nextCursor: null } {
  return { items, nextCursor: null };
}

export const time = z.string().meta({ format: "date-time", example: "2026-03-01T08:15:30.000Z" });
export const day = z.string().meta({ format: "date", example: "2026-03-01" });
export const hash = z.string().meta({ description: "SHA-256, lower-case hex." });
export const subject = z.string().meta({ description: "Name of the thing on the ledger." });
export const memberId = z.string().meta({ example: "acme-optics" });
