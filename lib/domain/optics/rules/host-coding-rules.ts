/** Rules over host coding: which brand's host accepts the module, never who made it. */
import type { Bytes, HostArea } from "../answer.ts";
import type { Claims } from "../claims.ts";
import { reachWordOf } from "../reach-word.ts";
import { isCiscoName } from "../serial-week.ts";
import type { Raised } from "./rulebook.ts";

export function hostCodingFindings(decoded: Bytes, { vendorName }: Claims): Raised[] {
  const area = decoded.host_vendor_area as HostArea | undefined;
  if (!area || vendorName === undefined) return [];
  const isBrand = isCiscoName(vendorName);
  if (area.coded && (!isBrand || vendorName.startsWith("CISCO-OEM"))) {
    const reason = vendorName
      ? ({ says: "coded-for-cisco", name: vendorName } as const)
      : ({ says: "coded-for-cisco-nameless" } as const);
    return [{ id: "HOST_CODED_THIRD_PARTY", reason }];
  }
  const isBlankArea = decoded.vendor_specific_96_127_blank ?? decoded.vendor_specific_blank;
  if (isBrand && isBlankArea === false && !area.crc32_ieee_le.ok) {
    return [{ id: "HOST_CODE_CRC_BAD", reason: { says: "host-crc-wrong" }, where: "host_vendor_area" }];
  }
  return [];
}

/** The medium in the part number against the one in the product id that the host reads. */
export function productIdFindings({ partNumber, codedProductId }: Claims): Raised[] {
  const made = reachWordOf(partNumber);
  const coded = reachWordOf(codedProductId);
  if (!partNumber || !codedProductId || !made || !coded || made === coded) return [];
  const reason = { says: "coded-product-differs", partNumber, coded: codedProductId } as const;
  return [{ id: "HOST_CODE_PN_CONFLICT", reason, where: "vendor_pn" }];
}
