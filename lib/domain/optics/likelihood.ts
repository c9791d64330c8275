/** Whether live values are likely for the module that was tested: analogue values are judged, never matched. */

import type { Lanes, LiveValues } from "./claims.ts";
import type { ComparableTest } from "./comparable-record.ts";
import type { Reason } from "./reasons/reason.ts";

/** Shares are of the tested value; twice a band is "unlikely". */
export type Bands = {
  readonly txDb: number;
  readonly biasBelow: number;
  readonly biasAbove: number;
  readonly likeTemperatureC: number;
};
export const BANDS: Bands = { txDb: 2, biasBelow: 0.2, biasAbove: 0.5, likeTemperatureC: 15 };

export type Likelihood = "likely" | "possible" | "unlikely";
export type Judged = {
  readonly name: "txPower" | "bias";
  readonly likelihood: Likelihood | "not-run";
  /** How many bands the worst lane is off; null where it was not judged. */
  readonly bands: number | null;
};

// Below this current a laser is off, and its light says nothing about the unit.
const OFF_MA = 1;

/** Tx power and bias against the test at the nearest like temperature. Rx depends on the link and is never used. */
export function judgeLive(
  live: LiveValues | undefined,
  tests: readonly ComparableTest[] | undefined,
  bands = BANDS,
): Judged[] {
  const test = live && likeTest(live, tests ?? [], bands);
  const lit = live?.biasMa?.map((bias) => bias !== null && bias >= OFF_MA) ?? [];
  return [
    judge("txPower", live?.txIsMeasured ? live.txMw : undefined, lit, test?.txPowerNanowatt, 1e6, (read, tested) =>
      read <= 0 || tested <= 0 ? Number.POSITIVE_INFINITY : Math.abs(10 * Math.log10(read / tested)) / bands.txDb,
    ),
    judge("bias", live?.biasMa, lit, test?.biasMicroamp, 1e3, (read, tested) => {
      const share = read / tested - 1;
      return share < 0 ? -share / bands.biasBelow : share / bands.biasAbove;
    }),
  ];
}

function likeTest(live: LiveValues, tests: readonly ComparableTest[], bands: Bands): ComparableTest | undefined {
  const now = live.tempC;
  if (typeof now !== "number") return undefined;
  const distance = (test: ComparableTest) => Math.abs((test.temperatureMilliCelsius ?? Number.NaN) / 1000 - now);
  const like = tests.filter((test) => test.passed && distance(test) <= bands.likeTemperatureC);
  return like.sort((a, b) => distance(a) - distance(b))[0];
}

/** `off` counts bands: up to one is likely, beyond two unlikely. The worst lane decides. */
function judge(
  name: Judged["name"],
  read: Lanes | undefined,
  lit: readonly boolean[],
  tested: readonly number[] | undefined,
  unit: number,
  off: (read: number, tested: number) => number,
): Judged {
  let worst = -1;
  read?.forEach((value, lane) => {
    const then = tested?.[lane];
    if (value !== null && lit[lane] && then !== undefined && then > 0) worst = Math.max(worst, off(value, then / unit));
  });
  if (worst < 0) return { name, likelihood: "not-run", bands: null };
  const likelihood = worst <= 1 ? "likely" : worst <= 2 ? "possible" : "unlikely";
  const bands = Math.round(Math.min(worst, 99) * 10) / 10;
  return { name, likelihood, bands };
}

export function reasonOf({ bands }: Judged): Reason {
  return bands === null ? { says: "live-not-judged" } : { says: "live-judged", bands: bands.toFixed(1) };
}
