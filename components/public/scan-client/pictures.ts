/** Pictures for the reader, from the camera or from a chosen photo, and how bright they are. */
import { MOST_PIXELS } from "./photo-file.ts";

/** A longer side than this costs time and finds nothing more at arm's length. */
const FRAME_SIDE = 1280;
const PHOTO_SIDES = [1600, 3200, 800] as const;

const canvas = document.createElement("canvas");

/** `undefined` while the camera has no picture yet. */
export function frameOf(video: HTMLVideoElement): ImageData | undefined {
  return video.videoWidth > 0 ? drawn(video, video.videoWidth, video.videoHeight, FRAME_SIDE) : undefined;
}

/**
 * One photo in several sizes, drawn when asked for: a small code needs the large one, a blurred code the small one. An animation
 * is its first picture. @throws when the browser cannot show it; RangeError when it has too many pixels
 */
export async function picturesOf(photo: Blob): Promise<(() => ImageData)[]> {
  const url = URL.createObjectURL(photo);
  try {
    const image = new Image();
    // Its size is known before it is unpacked: a small file can hold a picture that fills a phone's memory.
    await new Promise((resolve, reject) => Object.assign(image, { onload: resolve, onerror: reject, src: url }));
    const { naturalWidth: width, naturalHeight: height } = image;
    if (width * height > MOST_PIXELS) throw new RangeError("too many pixels");
    await image.decode();
    const sides = PHOTO_SIDES.filter((side, at) => at === 0 || side < Math.max(width, height) || side < PHOTO_SIDES[0]);
    return sides.map((side) => () => drawn(image, width, height, side));
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Mean brightness 0 to 255 of every 97th pixel. */
export function brightness({ data }: ImageData): number {
  let sum = 0;
  let count = 0;
  for (let at = 0; at < data.length; at += 4 * 97) {
    sum += (data[at]! + data[at + 1]! + data[at + 2]!) / 3;
    count++;
  }
  return count === 0 ? 0 : sum / count;
}

function drawn(source: CanvasImageSource, width: number, height: number, side: number): ImageData {
  const scale = Math.min(1, side / Math.max(width, height));
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("this browser draws no pictures");
  // What is transparent was printed on nothing: white, as paper is.
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
