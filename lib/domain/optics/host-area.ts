/** Cisco-style host coding: CRC-32 (IEEE 802.3, as zlib), little-endian, over 28 bytes of the vendor area. It says which host accepts the module. */
import type { HostArea } from "./answer.ts";
import { hexOf, isBlank } from "./page.ts";

/** Reads the 32 bytes of A0h 96–127 or page 00h 224–255. What the digest inside means is keyed and not explained. */
export function hostAreaOf(area: readonly number[]): HostArea {
  const computed = crc32(area.slice(0, 28));
  const stored = hexOf(area.slice(28, 32).reverse());
  const ok = stored === computed;
  const coded = ok && !isBlank(area);
  return {
    crc32_ieee_le: { stored, computed, ok },
    coded,
    ...(coded && { prefix_bytes: hexOf(area.slice(0, 3)) }),
  };
}

function crc32(bytes: readonly number[]): string {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (~crc >>> 0).toString(16).padStart(8, "0");
}
