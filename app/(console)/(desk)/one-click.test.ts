import { expect, it } from "vitest";
import { movesByClick } from "./one-click.ts";

const FREE = { offer: null, disputed: false };
const STANDING = { obstacle: null, labelVoid: true };

it("moves with one click what is not offered, not in dispute and has nothing against it", () => {
  expect(movesByClick(FREE, STANDING)).toBe(true);
  expect(movesByClick(FREE, undefined)).toBe(true);
  expect(movesByClick({ ...FREE, disputed: true }, STANDING)).toBe(false);
  expect(movesByClick({ ...FREE, offer: "4f".repeat(16) }, STANDING)).toBe(false);
  expect(movesByClick(FREE, { ...STANDING, obstacle: "stolen" })).toBe(false);
});
