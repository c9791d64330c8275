/** What this installation signs for everybody's devices: the worker writes it, every public door hands it out. */

export const PUBLIC_LISTS = ["trust", "label-keys"] as const;
export type PublicListName = (typeof PUBLIC_LISTS)[number];

export interface PublicLists {
  /** Canonical JSON of `{ statement, signatures }` as it was written last, whole or not at all; `undefined` before the first. */
  read(name: PublicListName): Promise<string | undefined>;
  /** Durable when it resolves. */
  write(name: PublicListName, text: string): Promise<void>;
}
