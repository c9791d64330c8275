/** Every rule's list, severity and innocent explanation. Ids are stable; a finding never says who did it. */
import type { Finding, RuleId, Severity } from "../answer.ts";

/** `must`: the input proves it. `may`: a heuristic. `fact`: explains, accuses nobody. `record`: needs a record to compare with. */
export type RuleList = "must" | "may" | "fact" | "record";
type Rule = { readonly list: RuleList; readonly severity: Severity; readonly innocent: string };
/** What a rule raises; the rule book adds the rest. */
export type Raised = {
  readonly id: RuleId;
  readonly because: string;
  readonly where?: string;
  readonly severity?: Severity;
};

const BAD_READ = "A bad read of the bus gives the same picture: take a second dump.";
const COMPATIBLE = "Compatible optics are a legal trade; it is a fraud only if the module was sold as the brand.";
const HABITS = "Makers' clocks and lot dates have habits of their own.";
const UNRECORDED = "The module may have been recoded without anybody recording it.";

export const RULEBOOK: Readonly<Record<RuleId, Rule>> = {
  CHECKSUM_BASE_BAD: rule("must", "suspicious", `${BAD_READ} Some makers never fill this byte.`),
  CHECKSUM_EXT_BAD: rule("must", "suspicious", `${BAD_READ} Some makers compute it wrongly.`),
  CHECKSUM_DMI_BAD: rule("must", "suspicious", "Some drivers return A0h in place of A2h."),
  CHECKSUM_PAGE00_BAD: rule("must", "suspicious", BAD_READ),
  CHECKSUM_PAGE01_BAD: rule("must", "suspicious", "Some makers sum bytes 128–254 instead of 130–254."),
  CHECKSUM_PAGE02_BAD: rule("must", "suspicious", BAD_READ),
  CHECKSUM_PAGE04_BAD: rule("must", "suspicious", BAD_READ),
  IDENTIFIER_BYTE0_INVALID: rule("must", "suspicious", "Some host drivers blank the lower page."),
  IDENTIFIER_MISMATCH: rule("may", "unusual", "The dump may be stitched from two reads."),
  PARTIAL_DUMP: rule("must", "info", "Many tools print only a part of the memory."),
  MASKED_BYTES: rule("must", "info", "Whoever shared the dump may have covered a serial number."),
  OUI_ZERO: rule("must", "unusual", "Honest small makers, and some big ones, leave it out."),
  VENDOR_NAME_BLANK: rule("must", "suspicious", "White-label cables are sold without a name."),
  SERIAL_BLANK: rule("must", "suspicious", "Cheap cables are sold without a serial number."),
  NUL_PADDED_STRING: rule("must", "info", "A habit of some makers; the standard asks for spaces."),
  DATE_NONSTANDARD: rule("must", "unusual", "Some makers write YYYYMMDD."),
  DATE_LOT_NONASCII: rule("must", "info", "Unprogrammed memory reads 0xff."),
  WAVELENGTH_ZERO_ON_OPTICAL: rule("must", "unusual", "Some copper SFPs are built on an optical profile."),
  MEDIA_CONFLICT_LR4_WITH_MPO: rule("must", "suspicious", "The maker's EEPROM template may have a mistake."),
  MEDIA_CONFLICT: rule("may", "suspicious", "Some copper modules imitate SR for old hosts; a catalogue decides."),
  DDM_IMPLAUSIBLE: rule(
    "must",
    "unusual",
    "The driver may read A0h twice: set the diagnostics aside, keep the identity.",
  ),
  DDM_SUSPECT_TX_DARK: rule("must", "unusual", "The transmit power monitor may not be fitted."),
  DDM_SUSPECT: rule("may", "unusual", "A loopback plug gives the same picture."),
  HOST_CODED_THIRD_PARTY: rule("must", "info", COMPATIBLE),
  HOST_CODE_CRC_BAD: rule("must", "suspicious", "A published sample may have been edited by its author."),
  HOST_CODE_PN_CONFLICT: rule(
    "must",
    "suspicious",
    "Some copper modules imitate optics for hosts that know no copper.",
  ),
  HOST_SAYS_NOT_ITS_BRAND: rule("must", "info", COMPATIBLE),
  OUI_NAME_CONFLICT: rule("may", "info", "Recoders write the host's identifier openly."),
  SERIAL_DATE_CONFLICT: rule("may", "unusual", "A module may have been repaired, or given a new serial number."),
  SERIAL_FORMAT_NOT_CISCO: rule("may", "unusual", "Old products have other serial numbers."),
  DUPLICATE_SERIAL: rule("must", "suspicious", "Two ends of one cable, or a text made anonymous."),
  RECORD_SERIAL_CONFLICT: rule("must", "conflict", "A sample file may hold a placeholder."),
  DDM_ABSENT: rule("fact", "info", "Cables and 1000BASE-T modules have no diagnostics."),
  RECORD_PN_CONFLICT: rule("record", "conflict", UNRECORDED),
  RECORD_VENDOR_CONFLICT: rule("record", "conflict", UNRECORDED),
  RECORD_OUI_CONFLICT: rule("record", "conflict", UNRECORDED),
  RECORD_CORE_CONFLICT: rule("record", "conflict", UNRECORDED),
  RECORD_FULL_CONFLICT: rule(
    "record",
    "suspicious",
    "The identity is as made; a recode or an update that nobody recorded changes the rest.",
  ),
  RECORD_REV_CONFLICT: rule("record", "suspicious", "A recoder may have written another revision."),
  RECORD_DATE_CONFLICT: rule("record", "suspicious", HABITS),
  RECORD_RECALLED: rule("record", "suspicious", "A recall is often a precaution; the maker says what to do."),
  RECORD_STOLEN: rule("record", "conflict", "It may have been found again, and nobody has recorded that yet."),
  RECORD_SCRAPPED: rule(
    "record",
    "conflict",
    "It may have been scrapped by mistake: whoever did it can undo that within ten days.",
  ),
  RECORD_NOT_RELEASED: rule("record", "suspicious", "The maker may be testing it."),
  RECORD_LABEL_VOID: rule(
    "record",
    "suspicious",
    "Labels are voided when they are lost or misprinted; a new one may be on its way.",
  ),
  DATE_IN_FUTURE: rule("record", "suspicious", HABITS),
  DATE_AFTER_SHIPMENT: rule("record", "suspicious", HABITS),
  LABEL_SERIAL_CONFLICT: rule("record", "conflict", "Labels can be swapped inside one carton."),
  SERIAL_SEEN_TWICE: rule("record", "suspicious", "It may have come back, and nobody has recorded that yet."),
  SERIAL_UNKNOWN_TO_MAKER: rule("record", "suspicious", "The maker's record may be late."),
  MAKER_NOT_ON_LEDGER: rule("record", "info", "Most makers keep no records here; that says nothing about the module."),
  BRAND_CLAIM_CONFLICT: rule("record", "conflict", COMPATIBLE),
  DDM_FAR_FROM_TEST: rule("record", "unusual", "Lasers age, and bias grows with temperature."),
};

export function findingOf(raised: Raised, port?: string): Finding {
  const { severity, innocent } = RULEBOOK[raised.id];
  return {
    id: raised.id,
    severity: raised.severity ?? severity,
    ...(port !== undefined && { port }),
    ...(raised.where !== undefined && { where: raised.where }),
    because: raised.because,
    innocent,
  };
}

function rule(list: RuleList, severity: Severity, innocent: string): Rule {
  return { list, severity, innocent };
}
