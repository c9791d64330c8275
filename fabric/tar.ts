/** A tar file whose bytes depend on its contents only (POSIX ustar): no times, no owners, names in the given order. */
import { gzipSync } from "node:zlib";

export type TarEntry = { readonly name: string; readonly bytes: Uint8Array };

export function tarGz(entries: readonly TarEntry[]): Buffer {
  const blocks = entries.flatMap(({ name, bytes }) => [header(name, bytes.length), padded(bytes)]);
  const file = gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]), { level: 9 });
  // Byte 9 names the operating system that compressed: 255 = unknown (RFC 1952).
  file[9] = 255;
  return file;
}

function header(name: string, size: number): Buffer {
  const block = Buffer.alloc(512);
  const octal = (value: number, width: number) => `${value.toString(8).padStart(width - 1, "0")}\0`;
  block.write(name, 0, 100, "utf8");
  block.write(octal(0o644, 8), 100, "ascii");
  block.write(octal(0, 8), 108, "ascii");
  block.write(octal(0, 8), 116, "ascii");
  block.write(octal(size, 12), 124, "ascii");
  block.write(octal(0, 12), 136, "ascii");
  block.write("        ", 148, "ascii");
  block.write("0", 156, "ascii");
  block.write("ustar\x0000", 257, "binary");
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "ascii");
  return block;
}

function padded(bytes: Uint8Array): Buffer {
  const block = Buffer.alloc(Math.ceil(bytes.length / 512) * 512);
  block.set(bytes);
  return block;
}
