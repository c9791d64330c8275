/**
 * Labels as they come back from the field: printed at some resolution, blurred, partly destroyed, and bent around a cylinder. All of it
 * follows from a seed, so that a failure can be seen again.
 */

/** Grey values, row by row; 255 is white. */
export type Picture = { readonly width: number; readonly height: number; readonly grey: Uint8Array };
/** In pixels. */
export type Box = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
export type Dice = () => number;

/** mulberry32: small, and the same everywhere. Answers numbers from 0 to below 1. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A Gaussian of that standard deviation in pixels, rows first and then columns. */
export function blurred(picture: Picture, sigma: number): Picture {
  const reach = Math.ceil(3 * sigma);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, at) => Math.exp(-((at - reach) ** 2) / (2 * sigma ** 2)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const { width, height } = picture;
  const pass = (from: ArrayLike<number>, dx: number, dy: number) => {
    const to = new Float32Array(width * height);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        let sum = 0;
        for (let at = -reach; at <= reach; at++) {
          const px = Math.min(width - 1, Math.max(0, x + at * dx));
          const py = Math.min(height - 1, Math.max(0, y + at * dy));
          sum += (from[py * width + px] ?? 0) * (weights[at + reach] ?? 0);
        }
        to[y * width + x] = sum / total;
      }
    return to;
  };
  return { width, height, grey: Uint8Array.from(pass(pass(picture.grey, 1, 0), 0, 1)) };
}

/**
 * Patches of dirt or rubbed-off ink that together cover `share` of the box, anywhere on it, finder patterns too.
 * @param left of the contrast in a patch: 0 is a hole, 1 changes nothing
 */
export function worn(
  picture: Picture,
  box: Box,
  { share, patches, left }: { readonly share: number; readonly patches: number; readonly left: number },
  dice: Dice,
): Picture {
  const grey = Uint8Array.from(picture.grey);
  const hit = new Uint8Array(grey.length);
  const goal = share * box.width * box.height;
  let done = 0;
  // The last patches fill up what others covered twice.
  for (let patch = 0; done < goal; patch++) {
    const area = patch < patches ? goal / patches : goal - done;
    const width = Math.sqrt(area) * (0.7 + 0.6 * dice());
    const shade = dice() * 256;
    const [x0, y0] = [dice() * (box.width - width), dice() * (box.height - area / width)];
    for (let y = Math.round(y0); y < y0 + area / width; y++)
      for (let x = Math.round(x0); x < x0 + width; x++) {
        const at = (box.top + y) * picture.width + box.left + x;
        if (hit[at] || x >= box.width || y >= box.height) continue;
        hit[at] = 1;
        done++;
        grey[at] = left * (grey[at] ?? 0) + (1 - left) * shade;
      }
  }
  return { ...picture, grey };
}

/** Only what is inside the box. */
export function cut({ width, grey }: Picture, box: Box): Picture {
  const made = new Uint8Array(box.width * box.height);
  for (let y = 0; y < box.height; y++) {
    const from = (box.top + y) * width + box.left;
    made.set(grey.subarray(from, from + box.width), y * box.width);
  }
  return { width: box.width, height: box.height, grey: made };
}

/** Seen from the front after it was laid around a standing cylinder, the middle of the picture towards the eye. @param radius in pixels */
export function bent(picture: Picture, radius: number): Picture {
  const { width, height, grey } = picture;
  const reach = Math.min(width / 2, radius * 1.45);
  const seen = Math.floor(radius * Math.sin(reach / radius));
  const made = new Uint8Array(2 * seen * height).fill(255);
  for (let x = 0; x < 2 * seen; x++) {
    const from = width / 2 + radius * Math.asin(Math.min(0.9999, Math.max(-0.9999, (x + 0.5 - seen) / radius))) - 0.5;
    const [whole, part] = [Math.floor(from), from - Math.floor(from)];
    for (let y = 0; y < height; y++) {
      const left = grey[y * width + Math.min(width - 1, Math.max(0, whole))] ?? 255;
      const right = grey[y * width + Math.min(width - 1, Math.max(0, whole + 1))] ?? 255;
      made[y * 2 * seen + x] = left * (1 - part) + right * part;
    }
  }
  return { width: 2 * seen, height, grey: made };
}

/** With white around it, as the wall behind a module. */
export function framed({ width, height, grey }: Picture, margin: number): Picture {
  const made = new Uint8Array((width + 2 * margin) * (height + 2 * margin)).fill(255);
  for (let y = 0; y < height; y++)
    made.set(grey.subarray(y * width, (y + 1) * width), (y + margin) * (width + 2 * margin) + margin);
  return { width: width + 2 * margin, height: height + 2 * margin, grey: made };
}
