/** The part of a birth record that a module's EEPROM can be compared with (units in the names; integers only). */

import type { EepromDigests } from "./eeprom-digest.ts";
import type { ManagementSpec } from "./factory-fields.ts";

export {
  type ComparedField,
  type Comparison,
  type ComparisonContext,
  compareWithRecord,
} from "./compare-with-record.ts";
export type { EepromDigests } from "./eeprom-digest.ts";

/** One final test; lists have one entry per lane. */
export type FactoryTest = {
  readonly at: string;
  readonly station?: string;
  readonly temperaturePoint: "room" | "low" | "high";
  readonly temperatureMilliCelsius?: number;
  readonly supplyMicrovolt?: number;
  readonly biasMicroamp?: readonly number[];
  readonly txPowerNanowatt?: readonly number[];
  readonly rxPowerNanowatt?: readonly number[];
  readonly wavelengthPicometre?: readonly number[];
  readonly extinctionRatioMilliDb?: readonly number[];
  readonly tdecqMilliDb?: readonly number[];
  readonly smsrMilliDb?: readonly number[];
  readonly rxSensitivityMilliDbm?: readonly number[];
  readonly powerDrawMilliwatt?: number;
  readonly passed: boolean;
};

/** What the factory knows of one module. Text fields are spelled as in the EEPROM. */
export type BirthRecord = {
  readonly v: 1;
  readonly labelId: string;
  readonly activationKey: string | null;
  readonly lotId: string;
  readonly partNumber: string;
  readonly serialNumber: string;
  readonly madeOn: string;
  readonly vendorName?: string;
  readonly vendorOui?: string;
  readonly revision?: string;
  readonly dateCode?: string;
  readonly manufacturerSerial?: string;
  readonly clei?: string;
  readonly formFactor?: string;
  readonly managementSpec?: ManagementSpec;
  readonly connector?: string;
  readonly media?: string;
  readonly eeprom?: EepromDigests;
  readonly site?: string;
  readonly firmware?: string;
  readonly hardwareRevision?: string;
  readonly hostCoding?: string;
  readonly tests?: readonly FactoryTest[];
};

/** The fields of a record that a comparison reads; all but the identity may be missing. */
export type ComparableRecord = Pick<BirthRecord, "partNumber" | "serialNumber"> & Partial<BirthRecord>;
