/** A lot's Merkle tree over packed hashes: a million leaves are 32 MB here, and 200 MB as an array of arrays. */
import { hash } from "node:crypto";
import type { Hash } from "../domain/event/event.ts";

const NODE = 32;

/** Grows by doubling; 32 bytes a leaf. */
export class LeafHashes {
  private bytes: Buffer = Buffer.alloc(NODE * 1024);
  count = 0;

  push(leafHash: Hash): void {
    if ((this.count + 1) * NODE > this.bytes.length)
      this.bytes = Buffer.concat([this.bytes, Buffer.alloc(this.bytes.length)]);
    this.bytes.write(leafHash, this.count * NODE, "hex");
    this.count += 1;
  }

  /** Leaves first, the root last (RFC 6962 section 2.1: a node without a sibling rises unchanged). */
  levels(): Uint8Array[] {
    const levels: Buffer[] = [this.bytes.subarray(0, this.count * NODE)];
    for (let below = levels[0]!; below.length > NODE; below = levels[levels.length - 1]!)
      levels.push(levelAbove(below));
    return levels;
  }
}

/** RFC 6962 section 2.1: two nodes make one, a lone last node rises unchanged. @param below 32 bytes a node */
export function levelAbove(below: Buffer): Buffer<ArrayBuffer> {
  const nodes = below.length / NODE;
  const level = Buffer.alloc(Math.ceil(nodes / 2) * NODE);
  const message = Buffer.alloc(1 + 2 * NODE, 1);
  for (let at = 0; at + 1 < nodes; at += 2) {
    below.copy(message, 1, at * NODE, (at + 2) * NODE);
    level.write(hash("sha256", message, "hex"), (at / 2) * NODE, "hex");
  }
  if (nodes % 2 === 1) below.copy(level, level.length - NODE, below.length - NODE);
  return level;
}
