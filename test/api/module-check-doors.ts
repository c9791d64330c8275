/** One registered module behind the door of the comparison, for what asks there. */
import type { PublicRecord } from "../../lib/domain/event/birth.ts";
import { decodeCaptureWithModules } from "../../lib/domain/optics/decode-capture.ts";
import { factoryFields } from "../../lib/domain/optics/eeprom-of-lot-file.ts";
import { ethtoolText, sfpDiagnostics, sfpDump } from "../../lib/domain/optics/made-up-module.testing.ts";
import type { RecordedModule, SeenElsewhere, Sighting } from "../../lib/ports/module-records.ts";
import { doorsOfTwo } from "./network-of-two.ts";

export const dump = (fields: Parameters<typeof sfpDump>[0] = {}) =>
  ethtoolText([...sfpDump(fields), ...sfpDiagnostics()]);
const decoded = decodeCaptureWithModules(dump());
export const RECORD = {
  v: 1,
  lotId: "L-1",
  madeOn: "2026-04-02",
  ...factoryFields(decoded.modules[0]!.eeprom),
  partNumber: "EX-SFP-10G-LR",
  serialNumber: "SN0001",
} as PublicRecord;
export const MODULE: RecordedModule = {
  label: "ab".repeat(32),
  record: RECORD,
  maker: "acme",
  makerName: "ACME Optics",
  lotStatus: "released",
  manifest: "cd".repeat(32),
  leafIndex: 0,
  recodes: [],
  recalled: null,
  stolenAt: null,
  scrappedAt: null,
  voided: null,
  shippedAt: null,
  movedAt: null,
};
export const CODE = "0123456789ABCDEFGHJKMNPQRS";

export function doors(
  change: Partial<RecordedModule> = {},
  elsewhere: SeenElsewhere[] = [],
  others: RecordedModule[] = [],
  label: { readonly module?: RecordedModule; readonly isVoid?: boolean } = {},
) {
  const module = { ...MODULE, ...change };
  const noted: { organisation: string; seen: readonly Sighting[] }[] = [];
  const made = doorsOfTwo({
    moduleChecks: () => ({
      clock: { now: () => "2026-05-01T08:00:00.000Z" },
      records: {
        bySerial: async (serials) =>
          new Map(serials.filter((serial) => serial === "SN0001").map((serial) => [serial, [module, ...others]])),
        byLabel: async () => ({ module, isVoid: false, ...label }),
        vendorNames: async () => ["EXAMPLE OPTICS"],
        testsOf: async (places) =>
          places.map(() => [
            { passed: true, temperatureMilliCelsius: 26_000, biasMicroamp: [38_000], txPowerNanowatt: [520_000] },
          ]),
      },
      sightings: {
        note: async (organisation, seen) => void noted.push({ organisation, seen }),
        elsewhere: async (_, modules) => new Map(elsewhere.length ? modules.map((id) => [id, elsewhere]) : []),
      },
    }),
  });
  return { ...made, noted };
}
