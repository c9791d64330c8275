/** What a comparison reads of a birth record: the maker's whole record and its public half both fit (integers with the unit in the name). */

/** One final test, as far as it was disclosed; lists have one entry per lane. */
export type ComparableTest = {
  readonly passed: boolean;
  readonly temperatureMilliCelsius?: number;
  readonly biasMicroamp?: readonly number[];
  readonly txPowerNanowatt?: readonly number[];
};

/** Text fields are spelled as in the EEPROM; what was not recorded or not disclosed is absent. */
export type ComparableRecord = {
  readonly partNumber: string;
  readonly serialNumber: string;
  readonly vendorName?: string;
  readonly vendorOui?: string;
  readonly revision?: string;
  readonly dateCode?: string;
  readonly manufacturerSerial?: string;
  readonly clei?: string;
  readonly connector?: string;
  readonly media?: string;
  readonly eeprom?: {
    readonly map: string;
    readonly core: string;
    readonly full?: string | null;
    readonly pages?: readonly string[];
  };
  readonly tests?: readonly ComparableTest[];
};
