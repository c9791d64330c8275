/** Grey pictures and the few ways in which a second look at a picture differs from the first. Pure: also runs in the benchmark. */

/** Brightness 0 to 255, row by row. */
export type Grey = { readonly light: Uint8ClampedArray; readonly width: number; readonly height: number };
export type Pixels = { readonly data: ArrayLike<number>; readonly width: number; readonly height: number };
/** In pixels of the picture. */
export type Region = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
/**
 * How the paper lies: `bow` bends lines across a direction, `keystone` narrows one end, in shares of half the picture; `roll` is half
 * the angle (radians) that it covers of a cylinder. 0 is flat.
 */
export type Lie = {
  readonly rollX?: number;
  readonly rollY?: number;
  readonly bowX?: number;
  readonly bowY?: number;
  readonly keystoneX?: number;
  readonly keystoneY?: number;
};

export function greyOf({ data, width, height }: Pixels): Grey {
  const light = new Uint8ClampedArray(width * height);
  for (let at = 0; at < light.length; at++)
    light[at] = (data[at * 4]! * 77 + data[at * 4 + 1]! * 150 + data[at * 4 + 2]! * 29) >> 8;
  return { light, width, height };
}

export function pixelsOf({ light }: Grey): Uint8ClampedArray<ArrayBuffer> {
  const data = new Uint8ClampedArray(light.length * 4);
  for (let at = 0; at < light.length; at++) {
    data[at * 4] = data[at * 4 + 1] = data[at * 4 + 2] = light[at]!;
    data[at * 4 + 3] = 255;
  }
  return data;
}

export function whole({ width, height }: { readonly width: number; readonly height: number }): Region {
  return { left: 0, top: 0, width, height };
}

/** A part of the picture, larger or smaller, flattened; between pixels it is interpolated. */
export function redrawn(from: Grey, part: Region, scale: number, lie: Lie = {}): Grey {
  const { rollX = 0, rollY = 0, bowX = 0, bowY = 0, keystoneX = 0, keystoneY = 0 } = lie;
  const width = Math.max(1, Math.round(part.width * scale));
  const height = Math.max(1, Math.round(part.height * scale));
  const light = new Uint8ClampedArray(width * height);
  const [lastX, lastY] = [from.width - 1, from.height - 1];
  for (let y = 0, at = 0; y < height; y++) {
    const v = unrolled((2 * (y + 0.5)) / height - 1, rollY);
    for (let x = 0; x < width; x++, at++) {
      const u = unrolled((2 * (x + 0.5)) / width - 1, rollX);
      const bentX = u + bowX * (v * v - 0.5) + keystoneX * u * v;
      const bentY = v + bowY * (u * u - 0.5) + keystoneY * u * v;
      const sourceX = clamp(part.left + ((bentX + 1) / 2) * part.width - 0.5, lastX);
      const sourceY = clamp(part.top + ((bentY + 1) / 2) * part.height - 0.5, lastY);
      const [left, top] = [Math.floor(sourceX), Math.floor(sourceY)];
      const [shareX, shareY] = [sourceX - left, sourceY - top];
      const row = top * from.width + left;
      const [right, below] = [left < lastX ? 1 : 0, top < lastY ? from.width : 0];
      const upper = from.light[row]! * (1 - shareX) + from.light[row + right]! * shareX;
      const lower = from.light[row + below]! * (1 - shareX) + from.light[row + below + right]! * shareX;
      light[at] = upper * (1 - shareY) + lower * shareY;
    }
  }
  return { light, width, height };
}

function unrolled(share: number, roll: number): number {
  return roll === 0 ? share : Math.sin(share * roll) / Math.sin(roll);
}

/** Three box filters after one another, each `2 × radius + 1` wide: close to a Gaussian of σ ≈ radius. */
export function blurred(from: Grey, radius: number): Grey {
  let light = from.light;
  for (let pass = 0; pass < 3; pass++)
    light = boxed(
      boxed(light, from.width, from.height, 1, from.width, radius),
      from.height,
      from.width,
      from.width,
      1,
      radius,
    );
  return { ...from, light };
}

/** Running means along lines: `step` to the next pixel of a line, `stride` to the next line. */
function boxed(
  light: Uint8ClampedArray,
  length: number,
  lines: number,
  step: number,
  stride: number,
  radius: number,
): Uint8ClampedArray {
  const out = new Uint8ClampedArray(light.length);
  for (let line = 0; line < lines; line++) {
    const start = line * stride;
    const pixel = (at: number) => light[start + clamp(at, length - 1) * step]!;
    let sum = 0;
    for (let at = -radius; at <= radius; at++) sum += pixel(at);
    for (let at = 0; at < length; at++) {
      out[start + at * step] = sum / (2 * radius + 1);
      sum += pixel(at + radius + 1) - pixel(at - radius);
    }
  }
  return out;
}

function clamp(value: number, last: number): number {
  return value < 0 ? 0 : Math.min(value, last);
}
