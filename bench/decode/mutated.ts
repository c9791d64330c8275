/** The slowest single dump of many mutated ones: bytes changed, covered or cut off, in print and as images. */
import fc from "fast-check";
import { decodeBytes, decodeCapture } from "../../lib/domain/optics/decode-capture.ts";
import { cmisImage, cpuOf, dumps } from "./dumps.ts";

const SEED = 20_260_402;
const RUNS = 1_000;
const LIMIT_MS = 50;
/** What else the machine did, or the collector, is told apart by asking the slowest ones again. */
const AGAIN = 5;
const SUSPECTS = 20;

/** Sets the exit code where a dump takes more than the limit. */
export function judgeMutated(): void {
  const images: Readonly<Record<string, (at: number) => Uint8Array>> = {
    ...dumps,
    "CMIS, 640 bytes": () => Uint8Array.from(cmisImage()),
  };
  for (const [name, make] of Object.entries(images)) {
    const image: Uint8Array = make(1);
    const edit = fc.tuple(fc.nat(image.length - 1), fc.integer({ min: -1, max: 255 }));
    const mutation = fc.tuple(fc.array(edit, { maxLength: 12 }), fc.integer({ min: 1, max: image.length }));
    const works = fc.sample(mutation, { numRuns: RUNS, seed: SEED }).flatMap(([edits, length]) => {
      const text = printed(image, edits, length);
      const bytes = image.slice(0, length);
      for (const [at, value] of edits) if (at < length && value >= 0) bytes[at] = value;
      return [() => void decodeCapture(text), () => void decodeBytes(bytes)];
    });
    for (const work of works.slice(0, SUSPECTS)) work();
    const first = works.map((work) => ({ work, us: cpuOf(work) })).sort((left, right) => right.us - left.us);
    const again = first
      .slice(0, SUSPECTS)
      .map(({ work }) => Math.min(...Array.from({ length: AGAIN }, () => cpuOf(work))));
    const slowest = Math.max(...again) / 1000;
    process.stdout.write(
      `decode mutated ${name}: ${works.length} dumps (seed ${SEED}), slowest ${slowest.toFixed(2)} ms, ${((first[0]?.us ?? 0) / 1000).toFixed(2)} ms with what else happened then; limit ${LIMIT_MS} ms\n`,
    );
    if (slowest > LIMIT_MS) process.exitCode = 1;
  }
}

function printed(image: Uint8Array, edits: readonly (readonly [number, number])[], length: number): string {
  const tokens = Array.from(image, (byte) => byte.toString(16).padStart(2, "0"));
  for (const [at, value] of edits) tokens[at] = value < 0 ? "XX" : value.toString(16).padStart(2, "0");
  const rows: string[] = [];
  for (let at = 0; at < length; at += 16)
    rows.push(`${at.toString(16).padStart(8, "0")}  ${tokens.slice(at, Math.min(at + 16, length)).join(" ")}`);
  return rows.join("\n");
}
