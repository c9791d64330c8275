/** Every rule's list and severity. Ids are stable; a finding never says who did it. */
import type { Finding, RuleId, Severity } from "../answer.ts";
import type { Reason } from "../reasons/reason.ts";

/** `must`: the input proves it. `may`: a heuristic. `fact`: explains, accuses nobody. `record`: needs a record to compare with. */
export type RuleList = "must" | "may" | "fact" | "record";
type Rule = { readonly list: RuleList; readonly severity: Severity };
/** What a rule raises; the rule book adds the rest. */
export type Raised = {
  readonly id: RuleId;
  readonly reason: Reason;
  readonly where?: string;
  readonly severity?: Severity;
};

export const RULEBOOK: Readonly<Record<RuleId, Rule>> = {
  CHECKSUM_BASE_BAD: rule("must", "suspicious"),
  CHECKSUM_EXT_BAD: rule("must", "suspicious"),
  CHECKSUM_DMI_BAD: rule("must", "suspicious"),
  CHECKSUM_PAGE00_BAD: rule("must", "suspicious"),
  CHECKSUM_PAGE01_BAD: rule("must", "suspicious"),
  CHECKSUM_PAGE02_BAD: rule("must", "suspicious"),
  CHECKSUM_PAGE04_BAD: rule("must", "suspicious"),
  IDENTIFIER_BYTE0_INVALID: rule("must", "suspicious"),
  IDENTIFIER_MISMATCH: rule("may", "unusual"),
  PARTIAL_DUMP: rule("must", "info"),
  MASKED_BYTES: rule("must", "info"),
  OUI_ZERO: rule("must", "unusual"),
  VENDOR_NAME_BLANK: rule("must", "suspicious"),
  SERIAL_BLANK: rule("must", "suspicious"),
  NUL_PADDED_STRING: rule("must", "info"),
  DATE_NONSTANDARD: rule("must", "unusual"),
  DATE_LOT_NONASCII: rule("must", "info"),
  WAVELENGTH_ZERO_ON_OPTICAL: rule("must", "unusual"),
  MEDIA_CONFLICT_LR4_WITH_MPO: rule("must", "suspicious"),
  MEDIA_CONFLICT: rule("may", "suspicious"),
  DDM_IMPLAUSIBLE: rule("must", "unusual"),
  DDM_SUSPECT_TX_DARK: rule("must", "unusual"),
  DDM_SUSPECT: rule("may", "unusual"),
  HOST_CODED_THIRD_PARTY: rule("must", "info"),
  HOST_CODE_CRC_BAD: rule("must", "suspicious"),
  HOST_CODE_PN_CONFLICT: rule("must", "suspicious"),
  HOST_SAYS_NOT_ITS_BRAND: rule("must", "info"),
  OUI_NAME_CONFLICT: rule("may", "info"),
  SERIAL_DATE_CONFLICT: rule("may", "unusual"),
  SERIAL_FORMAT_NOT_CISCO: rule("may", "unusual"),
  DUPLICATE_SERIAL: rule("must", "suspicious"),
  RECORD_SERIAL_CONFLICT: rule("must", "conflict"),
  DDM_ABSENT: rule("fact", "info"),
  RECORD_PN_CONFLICT: rule("record", "conflict"),
  RECORD_VENDOR_CONFLICT: rule("record", "conflict"),
  RECORD_OUI_CONFLICT: rule("record", "conflict"),
  RECORD_CORE_CONFLICT: rule("record", "conflict"),
  RECORD_FULL_CONFLICT: rule("record", "suspicious"),
  RECORD_REV_CONFLICT: rule("record", "suspicious"),
  RECORD_DATE_CONFLICT: rule("record", "suspicious"),
  RECORD_RECALLED: rule("record", "suspicious"),
  RECORD_STOLEN: rule("record", "conflict"),
  RECORD_SCRAPPED: rule("record", "conflict"),
  RECORD_NOT_RELEASED: rule("record", "suspicious"),
  RECORD_LABEL_VOID: rule("record", "suspicious"),
  DATE_IN_FUTURE: rule("record", "suspicious"),
  DATE_AFTER_SHIPMENT: rule("record", "suspicious"),
  LABEL_SERIAL_CONFLICT: rule("record", "conflict"),
  SERIAL_SEEN_TWICE: rule("record", "suspicious"),
  SERIAL_UNKNOWN_TO_MAKER: rule("record", "suspicious"),
  MAKER_NOT_ON_LEDGER: rule("record", "info"),
  BRAND_CLAIM_CONFLICT: rule("record", "conflict"),
  DDM_FAR_FROM_TEST: rule("record", "unusual"),
};

export function findingOf(raised: Raised, port?: string): Finding {
  return {
    id: raised.id,
    severity: raised.severity ?? RULEBOOK[raised.id].severity,
    ...(port !== undefined && { port }),
    ...(raised.where !== undefined && { where: raised.where }),
    reason: raised.reason,
  };
}

function rule(list: RuleList, severity: Severity): Rule {
  return { list, severity };
}
