/** The scalars of a birth record that are disclosed on demand, with their RFC 6901 pointers, sorted by these. */
import type { BirthRecord, BirthTest } from "../domain/event/birth.ts";

export type Scalar = string | number | boolean;
/** Two lists of one length. Paths are made of our own names and digits: nothing in them needs an escape. */
export type SealedValues = { readonly paths: readonly string[]; readonly values: readonly Scalar[] };

type TestName = keyof Omit<BirthTest, "passed">;
const OF_A_TEST = Object.keys({
  at: true,
  biasMicroamp: true,
  extinctionRatioMilliDb: true,
  powerDrawMilliwatt: true,
  rxPowerNanowatt: true,
  rxSensitivityMilliDbm: true,
  smsrMilliDb: true,
  station: true,
  supplyMicrovolt: true,
  tdecqMilliDb: true,
  temperatureMilliCelsius: true,
  temperaturePoint: true,
  txPowerNanowatt: true,
  wavelengthPicometre: true,
} satisfies Record<TestName, true>).sort() as TestName[];

export function sealedValues(birth: BirthRecord): SealedValues {
  const { site, firmware, hardwareRevision, hostCoding, tests = [] } = birth;
  const paths: string[] = [];
  const values: Scalar[] = [];
  const add = (path: string, value: Scalar | undefined) => {
    if (value === undefined) return;
    paths.push(path);
    values.push(value);
  };
  add("/firmware", firmware);
  add("/hardwareRevision", hardwareRevision);
  add("/hostCoding", hostCoding);
  add("/site", site);
  let inOrder = tests.length <= 10;
  for (let at = 0; at < tests.length; at++)
    for (const name of OF_A_TEST) {
      const value = tests[at]?.[name];
      if (value === undefined) continue;
      if (typeof value !== "object") {
        add(pathOf(at, name, -1), value);
        continue;
      }
      for (let lane = 0; lane < value.length; lane++) add(pathOf(at, name, lane), value[lane]);
      inOrder &&= value.length <= 10;
    }
  return inOrder ? { paths, values } : sorted(paths, values);
}

/** `/tests/0/biasMicroamp/10` comes before `/tests/0/biasMicroamp/2`. */
function sorted(paths: readonly string[], values: readonly Scalar[]): SealedValues {
  const order = [...paths.keys()].sort((a, b) => ((paths[a] as string) < (paths[b] as string) ? -1 : 1));
  return { paths: order.map((at) => paths[at] as string), values: order.map((at) => values[at] as Scalar) };
}

const MOST_KEPT = 10;
const kept = new Map<TestName, string[]>();

/** Modules of one lot have the same paths. @param lane -1 for a value that is no list */
function pathOf(test: number, name: TestName, lane: number): string {
  if (test >= MOST_KEPT || lane >= MOST_KEPT) return pathText(test, name, lane);
  const ofName = kept.get(name) ?? [];
  const slot = test * (MOST_KEPT + 1) + lane + 1;
  const path = ofName[slot] ?? pathText(test, name, lane);
  ofName[slot] = path;
  kept.set(name, ofName);
  return path;
}

function pathText(test: number, name: TestName, lane: number): string {
  return lane < 0 ? `/tests/${test}/${name}` : `/tests/${test}/${name}/${lane}`;
}
