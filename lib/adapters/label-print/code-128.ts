/** GS1-128 of an even number of digits (ISO/IEC 15417, code set C; GS1 General Specifications 5.4): what dock scanners read. */

// Widths of bar, space, bar, space, bar, space for the values 0 to 105; the stop symbol has a seventh element.
const WIDTHS = (
  "212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222123122123221" +
  "223211221132221231213212223112312131311222321122321221312212322112322211212123212321232121111323131123131321" +
  "112313132113132311211313231113231311112133112331132131113123113321133121313121211331231131213113213311213131" +
  "311123311321331121312113312311332111314111221411431111111224111422121124121421141122141221112214112412122114" +
  "122411142112142211241211221114413111241112134111111242121142121241114212124112124211411212421112421211212141" +
  "214121412121111143111341131141114113114311411113411311113141114131311141411131211412211214211232"
).match(/.{6}/g) as string[];
const STOP = "2331112";
const START_C = 105;
const FUNCTION_1 = 102;

/** Widths of bars and spaces in turn, the first is a bar; without quiet zone, which is ten modules on both sides. */
export function gs1BarcodeWidths(digits: string): number[] {
  if (!/^(?:\d\d)+$/.test(digits)) throw new RangeError("code set C takes pairs of digits");
  const values = [FUNCTION_1, ...(digits.match(/../g) ?? []).map(Number)];
  const check = values.reduce((sum, value, at) => sum + value * (at + 1), START_C) % 103;
  const symbols = [START_C, ...values, check].map((value) => WIDTHS[value] ?? "");
  return [...(symbols.join("") + STOP)].map(Number);
}
