/** What a module says of itself, in words and units; all the rest stands under "everything decoded". */
import type { AnswerValue } from "../../../lib/domain/optics/answer.ts";
import { make } from "./elements.ts";
import { type Sentence, said, term, words } from "./words.ts";

export type Said = Readonly<Record<string, AnswerValue>>;

/** Undefined where nothing of this is known. */
export function factsView(module: Said): HTMLElement | undefined {
  const [inWords, date, area] = [within(module.words), within(module.date), within(module.host_vendor_area)];
  const [page01, live] = [within(module.page01), { ...module, ...within(module.page11), ...within(module.ddm) }];
  const { fields } = words;
  const name = (sentence: Sentence) => said(sentence);
  const rows: readonly (readonly [string, string | undefined])[] = [
    [name("formFactor"), termOf(inWords.form_factor, module.form_factor, module.identifier_text)],
    [fields.media, termOf(inWords.media, module.type)],
    [fields.connector, termOf(inWords.connector, module.connector)],
    [name("wavelength"), measured("nm", module.wavelength_nm ?? page01.wavelength_nm)],
    [fields.vendorOui, text(module.vendor_oui)],
    [fields.revision, text(module.vendor_rev)],
    [fields.dateCode, text(date.iso, module.date, module.date_code)],
    [name("hostCoding"), area.coded === true ? said("ciscoStyle") : text(module.custom_area_223_255_ascii)],
    [name("temperature"), measured("°C", live.temp_c)],
    [name("supply"), measured("V", live.vcc_v)],
    [name("bias"), measured("mA", live.bias_ma)],
    [name("txPower"), measured("mW", live.tx_mw) ?? measured("dBm", live.tx_dbm)],
    [name("rxPower"), measured("mW", live.rx_mw) ?? measured("dBm", live.rx_dbm)],
  ];
  const known = rows.flatMap(([label, value]) =>
    value === undefined ? [] : [make("dt", {}, label), make("dd", { translate: "no" }, value)],
  );
  return known.length === 0 ? undefined : make("dl", { class: "facts" }, ...known);
}

function within(value: AnswerValue): Said {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Said) : {};
}

/** The first that says something. */
function text(...values: readonly AnswerValue[]): string | undefined {
  const said = values.find((value) => typeof value === "string" && /[!-~]/.test(value));
  return said === undefined
    ? undefined
    : String(said)
        .replace(/\p{Cc}+/gu, " ")
        .trim();
}

function termOf(...values: readonly AnswerValue[]): string | undefined {
  const printed = text(...values);
  return printed && term(printed);
}

/** One value or one a lane. */
function measured(unit: string, value: AnswerValue): string | undefined {
  const values = (Array.isArray(value) ? value : [value]) as readonly AnswerValue[];
  if (!values.some((one) => typeof one === "number")) return undefined;
  return `${values.map((one) => one ?? "–").join(" / ")} ${unit}`;
}
