/** Second looks at a picture in which the first found nothing: nearer, softer, and as if the paper were flat (stack.md 4.7). */
import { blurred, type Grey, type Lie, type Region, redrawn } from "./grey.ts";

/** How light is told from dark: against the neighbourhood, or against the whole picture. */
export type Threshold = "local" | "whole";
export type Alternate = { readonly threshold: Threshold; draw(grey: Grey, part: Region): Grey };

/** A code has up to 57 modules a side; two dozen pixels for each of its finder patterns are enough, more only cost time. */
const WANTED_SIDE = 520;
const MOST_SCALE = 2.5;
/** Half the height of the curve that a label shows on a round body, or that folds of a bag make; beyond it the first look is as good. */
const BOW = 0.1;
/** A label of 12 mm with its surroundings on a body of 14 mm across. */
const ROLL = 1;

export const ALTERNATES: readonly Alternate[] = [
  { threshold: "whole", draw: nearer },
  { threshold: "local", draw: nearer },
  { threshold: "whole", draw: (grey, part) => blurred(nearer(grey, part), 1) },
  { threshold: "local", draw: (grey, part) => blurred(nearer(grey, part), 2) },
  flattened({ bowY: BOW }),
  flattened({ bowY: -BOW }),
  flattened({ bowX: BOW }),
  flattened({ bowX: -BOW }),
  flattened({ keystoneX: BOW }),
  flattened({ keystoneX: -BOW }),
  flattened({ keystoneY: BOW }),
  flattened({ keystoneY: -BOW }),
  flattened({ rollX: ROLL }),
  flattened({ rollY: ROLL }),
  { threshold: "whole", draw: (grey, part) => redrawn(blurred(grey, 1), part, 0.5) },
];

function flattened(lie: Lie): Alternate {
  return { threshold: "whole", draw: (grey, part) => redrawn(grey, part, scaleFor(part), lie) };
}

function nearer(grey: Grey, part: Region): Grey {
  return redrawn(grey, part, scaleFor(part));
}

function scaleFor({ width, height }: Region): number {
  return Math.min(MOST_SCALE, WANTED_SIDE / Math.max(width, height));
}
