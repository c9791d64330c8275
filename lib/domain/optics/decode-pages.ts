/** One module decoded from its memory pages, with everything that the rules say of it (SFF-8472, SFF-8636, OIF-CMIS). */
import type { AnswerValue, Bytes, DateCode } from "./answer.ts";
import type { Claims } from "./claims.ts";
import { claimsOfBytes } from "./claims-of-bytes.ts";
import { dayOfIso } from "./date-code.ts";
import { decodeCmis } from "./maps/cmis.ts";
import { decodeSff8472 } from "./maps/sff-8472.ts";
import { decodeSff8636 } from "./maps/sff-8636.ts";
import type { EepromPages } from "./page.ts";
import { checksumFindings } from "./rules/checksum-rules.ts";
import { liveFindings, thresholdFindings } from "./rules/diagnostics-rules.ts";
import { dumpFindings } from "./rules/dump-rules.ts";
import { hostCodingFindings, productIdFindings } from "./rules/host-coding-rules.ts";
import { identityFindings } from "./rules/identity-rules.ts";
import { mediaFindings } from "./rules/media-rules.ts";
import type { Raised } from "./rules/rulebook.ts";
import { serialWeekOf } from "./serial-week.ts";
import { wordsOf } from "./words.ts";

export type DecodedModule = {
  readonly eeprom: EepromPages;
  readonly bytes: Bytes;
  readonly claims: Claims;
  readonly raised: readonly Raised[];
};

const DECODERS = { sff8472: decodeSff8472, sff8636: decodeSff8636, cmis: decodeCmis } as const;

/** Never throws. `port`: where the module sits, as far as the capture says; the answer begins with it. */
export function decodePages(eeprom: EepromPages, port?: string): DecodedModule {
  const decoded = DECODERS[eeprom.map](eeprom);
  const { vendor_name: name, vendor_sn: serial } = decoded;
  const dateDay = dayOfIso((decoded.date as DateCode | undefined)?.iso);
  const serialWeek =
    typeof name === "string" && typeof serial === "string" && dateDay !== undefined
      ? serialWeekOf(name, serial, dateDay)
      : undefined;
  const known: Record<string, AnswerValue> = port === undefined ? {} : { port };
  putKnown(known, decoded);
  const bytes = known as Bytes;
  if (serialWeek) known.serial_week = serialWeek;
  known.words = wordsOf(eeprom);
  const claims = claimsOfBytes(eeprom, bytes);
  const raised = [
    ...checksumFindings(eeprom, bytes),
    ...dumpFindings(eeprom, bytes),
    ...identityFindings(claims),
    ...mediaFindings(claims),
    ...liveFindings(claims),
    ...thresholdFindings(eeprom, claims),
    ...hostCodingFindings(bytes, claims),
    ...productIdFindings(claims),
  ];
  if (bytes.ddm_implemented === false) {
    raised.push({ id: "DDM_ABSENT", reason: { says: "no-diagnostics" }, where: "A0h byte 92" });
  }
  return { eeprom, bytes, claims, raised };
}

/** Absent means absent: a key whose bytes are not in the dump is not there at all, at any depth. */
function putKnown(target: Record<string, AnswerValue>, value: Readonly<Record<string, AnswerValue>>): void {
  for (const key in value) {
    const inner = value[key];
    if (inner === undefined) continue;
    if (typeof inner !== "object" || inner === null || Array.isArray(inner)) target[key] = inner;
    else {
      const kept: Record<string, AnswerValue> = {};
      putKnown(kept, inner as Readonly<Record<string, AnswerValue>>);
      target[key] = kept;
    }
  }
}
