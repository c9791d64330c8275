/** Codes, and secrets where the lot has bag labels: made here, and from here on only in the print pack. */
import type { Hash } from "../../domain/event/event.ts";
import { codeOfBytes, shortCodeOfBytes } from "../../domain/label/code.ts";
import { type Secret, secretOfBytes } from "../../domain/label/secret.ts";
import type { PrintLine } from "../../ports/manifests.ts";
import type { Random } from "../../ports/random.ts";
import type { Scratch } from "../../ports/scratch.ts";
import { rowBatches } from "./row-batches.ts";

/** The domain's `activationKeyOf`, or one with the platform's own Ed25519. */
export type ActivationKeys = (secret: Secret) => Hash;

const CODE = 16;

/** @param wanted `secrets` for bag labels; `short` codes for labels with a GS1 link */
export async function* printLines(
  rows: Scratch,
  random: Random,
  { secrets, short }: { readonly secrets: boolean; readonly short: boolean },
): AsyncGenerator<PrintLine> {
  let index = 0;
  for await (const batch of rowBatches(rows)) {
    const bytes = random.bytes(CODE * batch.length * (secrets ? 2 : 1));
    const take = (at: number) => bytes.subarray(at * CODE, (at + 1) * CODE);
    for (const [at, { serialNumber }] of batch.entries()) {
      const code = (short ? shortCodeOfBytes : codeOfBytes)(take(at));
      yield { index: index++, code, serialNumber, ...(secrets && { secret: secretOfBytes(take(batch.length + at)) }) };
    }
  }
}
