import "server-only";

/** What a backup holds, and what it says of itself in its first entry, `backup.json`. */
import { z } from "zod";
import { JOB_FILES } from "../job-files.ts";

export const CONTENTS_FILE = "backup.json";
/** The same in a data folder that was made of a backup: no demo story is told there. */
export const RESTORED_FILE = "restored.json";
/** One file a table, as `COPY … TO` writes it. */
export const TABLES_FOLDER = "database";

/** Folders of the data folder that are primary data. */
export const FOLDERS = [
  "manifests",
  "consignments",
  "keys",
  "label-keys",
  "lists",
  "secrets",
  "photos",
  JOB_FILES,
] as const;

/**
 * Left out of them: what labels say may lie in no backup (trust.md I-14), so neither print packs nor their key; the weekly
 * keys of visitors are meant to be forgotten; `.part` is what somebody is just writing.
 */
const LEFT_OUT = [/^secrets\/print-pack-key$/, /^secrets\/visitors-\d+$/, /\.part$/];

/** @param path inside the backup, such as `secrets/session-key` */
export function belongsInBackup(path: string): boolean {
  return !LEFT_OUT.some((pattern) => pattern.test(path));
}

const table = z.object({
  name: z.string().regex(/^[a-z_]+$/),
  columns: z.array(z.string().regex(/^[a-z0-9_]+$/)).min(1),
  rows: z.number().int(),
});
const sequence = z.object({
  name: z.string().regex(/^[a-z_]+$/),
  last: z.string().regex(/^\d+$/),
  called: z.boolean(),
});

const contents = z.object({
  format: z.literal(1),
  /** Of TrueLane. */
  version: z.string(),
  madeAt: z.iso.datetime(),
  ledger: z.enum(["embedded", "fabric"]),
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
  /** In an order in which no row names one that is not there yet. */
  tables: z.array(table),
  sequences: z.array(sequence),
});
/** `backup.json` as it lies there. */
export const contentsText = z
  .string()
  .transform((text, refused) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      refused.addIssue("not JSON");
      return z.NEVER;
    }
  })
  .pipe(contents);
export type Contents = z.infer<typeof contents>;
/** Of all tables together. */
export function rowsIn({ tables }: Pick<Contents, "tables">): number {
  return tables.reduce((sum, { rows }) => sum + rows, 0);
}

export type TableShape = Pick<z.infer<typeof table>, "name" | "columns">;
export type Sequence = z.infer<typeof sequence>;

/** A file that cannot be restored here, or a place that cannot take it: one sentence. */
export class BackupRefused extends Error {}
