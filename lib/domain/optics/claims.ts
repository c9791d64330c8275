/** What a module claims about itself, in one form for bytes and for printed text, so that one rule serves both. */

export type Lanes = readonly (number | null)[];
/** Live values; a list has one entry per lane, null where the source says that there is none. */
export type LiveValues = {
  readonly tempC?: number | null;
  readonly vccV?: number | null;
  readonly biasMa?: Lanes;
  readonly txMw?: Lanes;
  /** Whether transmit power is measured at all, as far as the source tells. */
  readonly txIsMeasured: boolean;
};

export type Claims = {
  readonly vendorName?: string;
  readonly vendorOui?: string;
  readonly partNumber?: string;
  readonly serial?: string;
  /** Days since 1970-01-01 of the date code. */
  readonly dateDay?: number;
  /** A code of SFF-8024, whether read or printed as a word. */
  readonly connector?: number;
  readonly wavelengthNm?: number;
  readonly isCable: boolean;
  readonly isCopper: boolean;
  /** 40GBASE-LR4 or 100GBASE-LR4 by compliance code or printed type. */
  readonly isLr4: boolean;
  /** Words that name the reach or medium by code, such as `SR` or `LR`, for comparison with the part number. */
  readonly reachByCode?: string;
  /** The product id that the host's brand wrote into the user area or the host printed. */
  readonly codedProductId?: string;
  readonly live?: LiveValues;
};
