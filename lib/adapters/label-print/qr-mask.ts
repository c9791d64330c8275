/** QR symbols in a PDF. */
import { num } from "./pdf-file.ts";
import type { QrTable } from "./qr-table.ts";

/**
 * QR symbols as image masks of one bit a module, the bottom left module at `x`, `y`. Hexadecimal, because raw bytes could
 * hold the letters that end an inline image.
 */
export function qrMask(table: QrTable, x: number, y: number, module: number): (uri: string) => string {
  const side = num(table.size * module);
  const before = `q ${side} 0 0 ${side} ${num(x)} ${num(y)} cm BI/W ${table.size}/H ${table.size}/IM true/D[1 0]/F/AHx ID `;
  return (uri) => `${before}${table.bitsOf(uri).toString("hex")}> EI Q\n`;
}
