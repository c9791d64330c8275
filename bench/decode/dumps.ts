/** The modules that the benchmark decodes, and how its CPU time is taken. */
import { cmisDump, qsfpDump, sfpDiagnostics, sfpDump } from "../../lib/domain/optics/made-up-module.testing.ts";

export const serial = (at: number) => `BENCH${String(at).padStart(6, "0")}`;

/** Names and memory images as a device gives them. */
export const dumps: Readonly<Record<string, (at: number) => Uint8Array>> = {
  "SFF-8472, 512 bytes": (at) => {
    const diagnostics = [...sfpDiagnostics(), ...new Array<number>(256).fill(0)].slice(0, 256);
    return Uint8Array.from([
      ...[...sfpDump({ serial: serial(at) }), ...new Array<number>(256).fill(0)].slice(0, 256),
      ...diagnostics,
    ]);
  },
  "SFF-8636, 640 bytes": () => Uint8Array.from([...qsfpDump(), ...new Array<number>(640).fill(0)].slice(0, 640)),
};
export const cmisImage = () => cmisDump(3);

/** CPU microseconds of this process: a busy machine stretches the clock, not this. */
export function cpuOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
