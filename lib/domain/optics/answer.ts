/** The decoder's answer: what a module says about itself, in the shapes that `truelane decode --json` prints. */
import type { Reason } from "./reasons/reason.ts";

/** The names of input formats; `unknown` when nothing was recognised. */
export const INPUT_FORMATS = [
  "ethtool-hex",
  "binary",
  "xxd",
  "hexdump-C",
  "hexdump-C-like",
  "i2cdump",
  "hexdump-with-masked-bytes",
  "plain-hex",
  "spaced-hex",
  "c-array",
  "sonic-eeprom-hexdump",
  "cisco-show-idprom",
  "cisco-xr-show-controllers-phy",
  "linux-dmesg-sfp-EE",
  "routeros-monitor",
  "netgear-optics-eeprom",
  "finisar-setup-text",
  "factory-lot-record-xml",
  "ethtool-text",
  "cisco-iosxe-show-idprom",
  "cisco-nxos-show-interface-transceiver",
  "cisco-nxos-show-interface-transceiver-details",
  "cisco-xr-show-controllers-optics",
  "cisco-ios-show-interfaces-transceiver",
  "cisco-show-inventory",
  "junos-show-chassis-hardware",
  "junos-show-chassis-pic",
  "junos-show-interfaces-diagnostics-optics",
  "arista-show-inventory",
  "sonic-show-interfaces-transceiver-eeprom",
  "sonic-show-interfaces-transceiver-eeprom-dom",
  "huawei-vrp-display-interface-transceiver",
  "h3c-comware",
  "freebsd-ifconfig-v",
  "unknown",
] as const;
export type InputFormat = (typeof INPUT_FORMATS)[number];

export type Severity = "conflict" | "suspicious" | "unusual" | "info";

export type RuleId =
  | "CHECKSUM_BASE_BAD"
  | "CHECKSUM_EXT_BAD"
  | "CHECKSUM_DMI_BAD"
  | "CHECKSUM_PAGE00_BAD"
  | "CHECKSUM_PAGE01_BAD"
  | "CHECKSUM_PAGE02_BAD"
  | "CHECKSUM_PAGE04_BAD"
  | "IDENTIFIER_BYTE0_INVALID"
  | "IDENTIFIER_MISMATCH"
  | "PARTIAL_DUMP"
  | "MASKED_BYTES"
  | "OUI_ZERO"
  | "VENDOR_NAME_BLANK"
  | "SERIAL_BLANK"
  | "NUL_PADDED_STRING"
  | "DATE_NONSTANDARD"
  | "DATE_LOT_NONASCII"
  | "WAVELENGTH_ZERO_ON_OPTICAL"
  | "MEDIA_CONFLICT_LR4_WITH_MPO"
  | "MEDIA_CONFLICT"
  | "DDM_IMPLAUSIBLE"
  | "DDM_SUSPECT_TX_DARK"
  | "DDM_SUSPECT"
  | "HOST_CODED_THIRD_PARTY"
  | "HOST_CODE_CRC_BAD"
  | "HOST_CODE_PN_CONFLICT"
  | "HOST_SAYS_NOT_ITS_BRAND"
  | "OUI_NAME_CONFLICT"
  | "SERIAL_DATE_CONFLICT"
  | "SERIAL_FORMAT_NOT_CISCO"
  | "DUPLICATE_SERIAL"
  | "RECORD_SERIAL_CONFLICT"
  | "DDM_ABSENT"
  | "RECORD_PN_CONFLICT"
  | "RECORD_VENDOR_CONFLICT"
  | "RECORD_OUI_CONFLICT"
  | "RECORD_CORE_CONFLICT"
  | "RECORD_FULL_CONFLICT"
  | "RECORD_REV_CONFLICT"
  | "RECORD_DATE_CONFLICT"
  | "RECORD_RECALLED"
  | "RECORD_STOLEN"
  | "RECORD_SCRAPPED"
  | "RECORD_NOT_RELEASED"
  | "RECORD_LABEL_VOID"
  | "DATE_IN_FUTURE"
  | "DATE_AFTER_SHIPMENT"
  | "LABEL_SERIAL_CONFLICT"
  | "SERIAL_SEEN_TWICE"
  | "SERIAL_UNKNOWN_TO_MAKER"
  | "MAKER_NOT_ON_LEDGER"
  | "BRAND_CLAIM_CONFLICT"
  | "DDM_FAR_FROM_TEST";

/** `where` names bytes or a field. */
export type Finding = {
  readonly id: RuleId;
  readonly severity: Severity;
  readonly port?: string;
  readonly where?: string;
  readonly reason: Reason;
};
/** A finding in the words of one language; `innocent` is the explanation that accuses nobody. */
export type ToldFinding = Omit<Finding, "reason"> & { readonly because: string; readonly innocent: string };

/** `computed` and `ok` are null when masked bytes lie in the range: it cannot be verified, which is not "failed". */
export type Sum = { readonly stored: string; readonly computed: string | null; readonly ok: boolean | null };
/** `raw` is all 8 characters; `guess` is offered for a maker's YYYYMMDD habit and proves nothing. */
export type DateCode = {
  readonly raw: string;
  readonly valid_yymmdd: boolean;
  readonly iso?: string;
  readonly lot?: string;
  readonly iso_week?: readonly [number, number];
  readonly guess?: string;
};
/** CRC values are 8 hex digits of the 32-bit number. */
export type HostArea = {
  readonly crc32_ieee_le: { readonly stored: string; readonly computed: string; readonly ok: boolean };
  readonly coded: boolean;
  readonly prefix_bytes?: string;
};
export type Limits = {
  readonly high_alarm: number;
  readonly low_alarm: number;
  readonly high_warn: number;
  readonly low_warn: number;
};
export type SerialWeek = {
  readonly scheme: "Cisco LLLYYWWSSSS, year=1996+YY";
  readonly iso: readonly [number, number];
  readonly weeks_between_serial_monday_and_date_code: number;
};

/** Plain words for people; free, not part of the contract. */
export type Words = Readonly<Record<string, string>>;

/** A value of an answer: what JSON can carry. A key whose bytes are not in the dump is absent. */
export type AnswerValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly AnswerValue[]
  | { readonly [key: string]: AnswerValue };
export type Standard = "SFF-8472" | "SFF-8636/8436" | "CMIS";
/** One module decoded from its bytes; the keys of each standard are fixed by its file in `maps/`. */
export type Bytes = { readonly standard: Standard; readonly port?: string; readonly [key: string]: AnswerValue };

/** A measured value as printed: null for `N/A`, an array in lane order when the text gives lanes. */
export type Printed = number | null | readonly (number | null)[];
export type TextDiagnostics = Partial<
  Record<"temp_c" | "vcc_v" | "bias_ma" | "tx_mw" | "tx_dbm" | "rx_mw" | "rx_dbm", Printed>
>;
type TextKey =
  | "identifier"
  | "identifier_text"
  | "ext_identifier"
  | "connector"
  | "type"
  | "form_factor"
  | "vendor_name"
  | "vendor_oui"
  | "vendor_pn"
  | "vendor_rev"
  | "vendor_sn"
  | "manu_sn"
  | "pid"
  | "cisco_pn"
  | "vid"
  | "clei"
  | "firmware"
  | "juniper_pn"
  | "description"
  | "ordering_name"
  | "date_code"
  | "date"
  | "cmis_rev"
  | "fiber"
  | "transceiver_codes"
  | "encoding"
  | "reach"
  | "slot_line";
/** One module as a command printed it: only the keys that the text gives. */
export type TextModule = { [K in TextKey]?: string } & {
  port?: string | number;
  fpc?: number;
  pic?: number;
  wavelength_nm?: number | null;
  cable_length_m?: number;
  br_nominal_100MBd?: number;
  ddm_supported?: boolean;
  alarms?: string[];
  ddm?: TextDiagnostics;
  /** What else the command says of the module, as it names and prints it; several lines of one name in their order. */
  further?: Record<string, string[]>;
};
export type TextKeyName = TextKey;

export type CliText = {
  readonly kind: "cli-text";
  readonly modules: readonly TextModule[];
  readonly no_serial_in_format?: true;
  readonly no_identity_in_format?: true;
};
export type ByteList = { readonly kind: "byte-list"; readonly modules: readonly Bytes[] };
export type Expect = Bytes | CliText | ByteList | { readonly kind: "unknown" };

export type Unread = { readonly line: number; readonly text: string };
export type Answer = {
  readonly input_format: InputFormat;
  readonly expect: Expect;
  readonly must_warn: readonly RuleId[];
  readonly may_warn: readonly RuleId[];
  readonly facts: readonly RuleId[];
  readonly findings?: readonly Finding[];
  readonly unread?: readonly Unread[];
};
export type ToldAnswer = Omit<Answer, "findings"> & { readonly findings?: readonly ToldFinding[] };
