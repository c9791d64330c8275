/**
 * A year with a known truth: what the rules find of what copiers do, and how often they trouble honest modules.
 * `npm run bench -- clones [--seed N] [--units N] [--attacks N]`. No peer: the peer is the truth.
 */
import { parseArgs } from "node:util";
import { RULES, type RuleId } from "../../lib/domain/copies/contradiction.ts";
import { contradictionsIn, judgeUnit } from "../../lib/domain/copies/judge-unit.ts";
import { guessing } from "../../lib/domain/copies/rules/guessing.ts";
import { lotLeak } from "../../lib/domain/copies/rules/lot-leak.ts";
import { DAY } from "../../lib/domain/copies/visit.ts";
import { ATTACKS, type Attack } from "./attacks.ts";
import { Dice } from "./dice.ts";
import { factsAt, HONEST, moments, START, type Unit, World } from "./world.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "20261129" },
    units: { type: "string", default: "200000" },
    attacks: { type: "string", default: "2000" },
  },
});
const seed = Number(values.seed);
const units = Number(values.units);
const attacks = Number(values.attacks);
const YEAR = 365 * DAY;
const GOAL = 0.001;

type Fired = Map<RuleId, { high: number; any: number }>;

/** The first moment of each rule within a year of registration, at high severity and at any. */
function yearOf(unit: Unit): Fired {
  const fired: Fired = new Map();
  for (const now of moments(unit)) {
    if (now > unit.registered + YEAR) break;
    for (const { rule, severity } of contradictionsIn(judgeUnit(factsAt(unit, now)))) {
      const before = fired.get(rule) ?? { high: Number.POSITIVE_INFINITY, any: now };
      if (severity === "high") before.high = Math.min(before.high, now);
      fired.set(rule, before);
    }
  }
  return fired;
}

function line(...cells: readonly (string | number)[]): void {
  const widths = [34, 12, 12, 14, 40];
  process.stdout.write(`${cells.map((cell, at) => String(cell).padEnd(widths[at] ?? 10)).join(" ")}\n`);
}

const percent = (share: number, digits = 3) => `${(share * 100).toFixed(digits)} %`;

function falseAlarms(): boolean {
  const world = new World(new Dice(seed));
  const high = new Map<RuleId, number>();
  const any = new Map<RuleId, number>();
  let looked = 0;
  let troubled = 0;
  for (let n = 0; n < units; n++) {
    const unit = world.unit();
    if (unit.visits.length > 0) looked += 1;
    const fired = yearOf(unit);
    for (const [rule, first] of fired) {
      any.set(rule, (any.get(rule) ?? 0) + 1);
      if (first.high < Number.POSITIVE_INFINITY) high.set(rule, (high.get(rule) ?? 0) + 1);
    }
    if ([...fired.values()].some((first) => first.high < Number.POSITIVE_INFINITY)) troubled += 1;
  }
  process.stdout.write(
    `\n${units} genuine modules that nobody copied, each for 365 days from its registration; ${looked} of them were looked up at least once.\n` +
      "Counted: modules with at least one alert of the rule, of severity high and of any severity. Goal: high in at most 0.1 % of them, for each rule.\n\n",
  );
  line("rule", "high", "share", "any severity", "");
  let good = true;
  for (const rule of RULES) {
    if (rule === "R7" || rule === "R8") continue;
    const share = (high.get(rule) ?? 0) / units;
    if (share > GOAL) good = false;
    line(
      rule,
      high.get(rule) ?? 0,
      percent(share),
      percent((any.get(rule) ?? 0) / units),
      share > GOAL ? "over the goal" : "",
    );
  }
  line("any of them", troubled, percent(troubled / units), "", "");
  return good;
}

function detection(attack: Attack): void {
  const world = new World(new Dice(seed + 1));
  const delays: number[] = [];
  const by = new Map<RuleId, number>();
  let high = 0;
  let any = 0;
  for (let n = 0; n < attacks; n++) {
    const { unit, from } = attack.strike(world);
    // What fired before the attack is a false alarm of that unit, and finds nothing.
    const found = [...yearOf(unit)].filter(([, first]) => first.any >= from);
    if (found.length > 0) any += 1;
    const loud = found.filter(([, first]) => first.high < Number.POSITIVE_INFINITY);
    if (loud.length > 0) {
      high += 1;
      delays.push((Math.min(...loud.map(([, first]) => first.high)) - from) / DAY);
    }
    for (const [rule] of found) by.set(rule, (by.get(rule) ?? 0) + 1);
  }
  const median = delays.sort((one, other) => one - other)[Math.floor(delays.length / 2)];
  const rules = [...by]
    .sort((one, other) => other[1] - one[1])
    .map(([rule, count]) => `${rule} ${percent(count / attacks, 0)}`);
  line(
    attack.name,
    percent(high / attacks, 1),
    percent(any / attacks, 1),
    median === undefined ? "-" : `${median.toFixed(1)} d`,
    rules.join(", "),
  );
}

/** R7: lots of a thousand, of which a dealer asks for a list; and honest lots, week by week, at a maker and a dealer who report. */
function lots(): void {
  const dice = new Dice(seed + 2);
  const lot = { maker: "Maker", registered: { at: new Date(START).toISOString(), position: 1 }, count: 1000 };
  let leaked = 0;
  let honest = 0;
  const many = 2_000;
  for (let n = 0; n < many; n++) {
    // A dealer's list of 50 codes, of which buyers look a third up in one week.
    const seen = Array.from({ length: 50 }).filter(() => dice.hit(HONEST.buyerScans)).length;
    if (lotLeak({ ...lot, seenUnmoved: seen }).status === "fired") leaked += 1;
    // Staff on phones of their own, and sales that were not booked yet, of a lot that lies on shelves for half a year.
    let worst = 0;
    for (let week = 0; week < 26; week++) {
      const staff = (HONEST.makerStaff + HONEST.holderStaff) * HONEST.ownPhone;
      const unbooked = (HONEST.soldForgotten * HONEST.buyerScans) / 2;
      worst = Math.max(worst, Array.from({ length: 1000 }).filter(() => dice.hit((staff + unbooked) / 26)).length);
    }
    if (lotLeak({ ...lot, seenUnmoved: worst }).status === "fired") honest += 1;
  }
  process.stdout.write(
    `\nR7, ${many} lots of 1000: leaked list of 50 found ${percent(leaked / many, 1)}; honest lots with an alert in half a year ${percent(honest / many)}\n`,
  );
}

/** R8: networks in ten minutes. */
function networks(): void {
  const dice = new Dice(seed + 3);
  const many = 20_000;
  let bots = 0;
  let honest = 0;
  for (let n = 0; n < many; n++) {
    const asked = Math.round(dice.between(15, 2000));
    if (guessing({ network: "n", unknown: asked, known: 0 }).status === "fired") bots += 1;
    // A company network: now and then a whole pallet of look-ups, two in a hundred typed wrongly.
    const known = Math.round(dice.exponential(20));
    const wrong = Array.from({ length: known }).filter(() => dice.hit(0.02)).length;
    if (guessing({ network: "n", unknown: wrong, known }).status === "fired") honest += 1;
  }
  process.stdout.write(
    `R8, ${many} networks of ten minutes each: guessers found ${percent(bots / many, 1)}; honest ones with an alert ${percent(honest / many)}\n`,
  );
}

process.stdout.write(`clones: seed ${seed}\n`);
const good = falseAlarms();
process.stdout.write(
  `\nAttacks, ${attacks} each; found within a year of the module's registration. Median: days from the first victim to the first alert of severity high.\n\n`,
);
line("attack", "high", "any severity", "median", "rules that fired after it began");
for (const attack of ATTACKS) detection(attack);
lots();
networks();
process.stdout.write(`\nAssumed of honest people: ${JSON.stringify(HONEST)}\n`);
process.exitCode = good ? 0 : 1;
