/** The door to the comparison of a module with its birth record. */
export type { ComparableRecord, ComparableTest } from "./comparable-record.ts";
export {
  type ComparedField,
  type Comparison,
  type ComparisonContext,
  compareWithRecord,
  type FieldName,
} from "./compare-with-record.ts";
export type { EepromDigests } from "./eeprom-digest.ts";
