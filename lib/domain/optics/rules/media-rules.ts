/** Rules over fibre, connector, wavelength and reach that cannot go together (SFF-8024, IEEE 802.3). */
import type { Claims } from "../claims.ts";
import { isMpo, LC, SC } from "../names/connectors.ts";
import { reachWordOf } from "../reach-word.ts";
import type { Reason } from "../reasons/reason.ts";
import type { Raised } from "./rulebook.ts";

// Words whose meaning is one wavelength window or one medium, so that two of them cannot both be true.
const FIRM: readonly string[] = ["SR", "LR", "ER", "ZR", "T"];

export function mediaFindings(claims: Claims): Raised[] {
  const found: Raised[] = [];
  const { connector, wavelengthNm } = claims;
  if (wavelengthNm === 0 && (connector === LC || connector === SC) && !claims.isCable && !claims.isCopper) {
    found.push({ id: "WAVELENGTH_ZERO_ON_OPTICAL", reason: { says: "no-wavelength" }, where: "wavelength_nm" });
  }
  if (claims.isLr4 && isMpo(connector)) {
    found.push({ id: "MEDIA_CONFLICT_LR4_WITH_MPO", reason: { says: "duplex-with-mpo" }, where: "connector" });
  }
  const reason = conflictOf(claims);
  if (reason) found.push({ id: "MEDIA_CONFLICT", reason, where: "vendor_pn" });
  return found;
}

function conflictOf({ partNumber, reachByCode, wavelengthNm, isCable }: Claims): Reason | undefined {
  const word = reachWordOf(partNumber);
  if (!word || !FIRM.includes(word) || isCable) return undefined;
  // Extended reach is coded as ER by makers of ZR modules: no code of its own exists for 10G ZR.
  const isFar = (reach: string) => reach === "ER" || reach === "ZR";
  if (reachByCode && FIRM.includes(reachByCode) && reachByCode !== word && !(isFar(word) && isFar(reachByCode))) {
    return { says: "reach-codes-differ", reach: word, code: reachByCode };
  }
  if (wavelengthNm === undefined) return undefined;
  const isShortWave = wavelengthNm >= 820 && wavelengthNm <= 880;
  const isLongWave = wavelengthNm >= 1260 && wavelengthNm <= 1625;
  if ((word === "SR" && isLongWave) || ((word === "LR" || isFar(word)) && isShortWave)) {
    return { says: "reach-and-wavelength-differ", reach: word, nanometres: wavelengthNm };
  }
  return undefined;
}
