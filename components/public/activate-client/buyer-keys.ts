/** The buyer's keys, one for each module, on this device and nowhere else: two modules of one buyer have nothing in common. */
import { ed25519 } from "@noble/curves/ed25519.js";
import { bytesOfHex, hexOf } from "../../../lib/domain/bytes/hex.ts";

/** `door`: the public half under the covered code, by which the module is found again. */
export type Kept = {
  readonly module: string;
  readonly door: string;
  readonly seed: string;
  readonly serialNumber: string;
  readonly partNumber: string;
};
type Shelf = Pick<Storage, "getItem" | "setItem" | "length" | "key">;

const PREFIX = "truelane.buyer.";

export function keptFor(shelf: Shelf, module: string): Kept | undefined {
  return parse(shelf.getItem(PREFIX + module));
}

export function allKept(shelf: Shelf): Kept[] {
  return Array.from({ length: shelf.length }, (_, at) => shelf.key(at) ?? "")
    .filter((key) => key.startsWith(PREFIX))
    .flatMap((key) => parse(shelf.getItem(key)) ?? []);
}

/**
 * The one that is kept, else a new one, kept before anything is signed with it: who loses the answer can ask again.
 * @throws where the browser keeps nothing
 */
export function keyFor(shelf: Shelf, about: Omit<Kept, "seed">, random: (bytes: Uint8Array) => Uint8Array): Kept {
  const known = keptFor(shelf, about.module);
  if (known) return known;
  const made = { ...about, seed: hexOf(random(new Uint8Array(32))) };
  shelf.setItem(PREFIX + about.module, JSON.stringify(made));
  if (shelf.getItem(PREFIX + about.module) === null) throw new Error("this browser keeps nothing");
  return made;
}

export function seedOf({ seed }: Kept): Uint8Array {
  const bytes = bytesOfHex(seed);
  if (!bytes.ok) throw new Error("the kept key is not one");
  return bytes.value;
}

export function publicKeyOf(kept: Kept): string {
  return hexOf(ed25519.getPublicKey(seedOf(kept)));
}

function parse(text: string | null): Kept | undefined {
  try {
    const kept = JSON.parse(text ?? "null") as Partial<Kept> | null;
    return typeof kept?.seed === "string" && typeof kept.module === "string" && typeof kept.door === "string"
      ? (kept as Kept)
      : undefined;
  } catch {
    return undefined;
  }
}
