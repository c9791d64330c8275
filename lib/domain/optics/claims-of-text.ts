/** The claims of a module as a command printed it; a text proves less than bytes, and says less. */
import type { Printed, TextModule } from "./answer.ts";
import type { Claims, Lanes, LiveValues } from "./claims.ts";
import { dayOfIso, parseYymmdd } from "./date-code.ts";
import { connectorOfWord, isCopperConnector } from "./names/connectors.ts";
import { reachWordOf } from "./reach-word.ts";

const CABLE =
  /cable|pigtail|\b(?:AOC|ACC|AEC|DAC|CU|TWINAX)\d{0,3}M?\b|passive|\b[\dx]{0,4}G?(?:BASE)?-?CR\d{0,2}\b|H(?:10|25|40|100)GB?-/i;
const COPPER =
  /copper|pigtail|\b(?:DAC|CU|TWINAX)\d{0,3}M?\b|passive|BASE-?_?(?:T|CR|CX)\b|_T_|\bRJ-?45\b|SFP-T\b|CR\d\b/i;
const LR4 =
  /(?:^|[^0-9])(?:40|100)\s?G[a-z]{0,4}[-_ ]?(?:BASE)?[-_ ]{0,2}LR4(?![A-Za-z0-9])|QSFP\S{0,12}LR4(?![A-Za-z0-9])/i;

/** Never throws; what the text does not say is left out. */
export function claimsOfText(module: TextModule): Claims {
  const what = [module.type, module.description, module.pid, module.vendor_pn, module.connector, module.reach].join(
    " ",
  );
  const connector = connectorOfWord(module.connector);
  const isCable = CABLE.test(what) || connector === 0x21 || connector === 0x23;
  return {
    vendorName: module.vendor_name,
    vendorOui: module.vendor_oui,
    partNumber: module.vendor_pn ?? module.juniper_pn,
    serial: module.vendor_sn ?? module.manu_sn,
    dateDay: dayOfIso(module.date) ?? parseYymmdd((module.date_code ?? "").slice(0, 6))?.day,
    connector,
    wavelengthNm: module.wavelength_nm ?? undefined,
    isCable,
    isCopper: COPPER.test(what) || isCopperConnector(connector),
    isLr4: LR4.test(`${module.type ?? ""} ${module.description ?? ""}`),
    reachByCode: isCable ? undefined : reachWordOf(module.transceiver_codes ? undefined : module.type),
    codedProductId: module.pid,
    live: liveOf(module),
  };
}

function liveOf({ ddm }: TextModule): LiveValues | undefined {
  if (!ddm) return undefined;
  const all = Object.values(ddm).flatMap((value) => (Array.isArray(value) ? value : [value]));
  if (all.every((value) => value === 0 || value === null || value === undefined)) return undefined;
  const one = (value: Printed | undefined) => (Array.isArray(value) ? value[0] : value) as number | null | undefined;
  const txMw = lanesOf(ddm.tx_mw) ?? lanesOf(ddm.tx_dbm)?.map((dbm) => (dbm === null ? null : 10 ** (dbm / 10)));
  return {
    tempC: one(ddm.temp_c),
    vccV: one(ddm.vcc_v),
    biasMa: lanesOf(ddm.bias_ma),
    txMw,
    txIsMeasured: txMw?.every((tx) => tx !== null) ?? false,
  };
}

function lanesOf(value: Printed | undefined): Lanes | undefined {
  if (value === undefined) return undefined;
  return Array.isArray(value) ? value : [value as number | null];
}
