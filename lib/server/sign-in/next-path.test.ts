import { describe, expect, it } from "vitest";
import { confirmAddress, filePath, nextPath, signInAddress } from "./next-path.ts";

describe("the page after signing in", () => {
  it.each(["/lots/L-1", "/inbox?show=all", "/lots/new?product=a%2Fb", "/sign-inside"])(
    "is the one asked for: %s",
    (path) => {
      expect(nextPath(path)).toBe(path);
    },
  );

  it.each([
    "https://elsewhere.example/",
    "//elsewhere.example",
    "/\\elsewhere.example",
    "\\\\elsewhere.example",
    "/.//elsewhere.example",
    "/lots/..//elsewhere.example",
    "/\t/elsewhere.example",
    "/\n/elsewhere.example",
    " //elsewhere.example",
    "javascript:alert(1)",
    "lots",
    "",
    `/${"a".repeat(1001)}`,
    "/sign-in?next=/lots",
    "/api/v1/lots",
    undefined,
    ["/lots"],
  ])("is the dashboard for anything that is no page of ours: %j", (path) => {
    expect(nextPath(path)).toBe("/dashboard");
  });
});

describe("the address of the sign-in page", () => {
  it("carries the page that was asked for, and that a form was sent", () => {
    expect(signInAddress("/inbox?show=all", false)).toBe("/sign-in?next=%2Finbox%3Fshow%3Dall");
    expect(signInAddress("/pack", true)).toBe("/sign-in?next=%2Fpack&ended=1");
  });

  it("carries nothing where nothing was asked for, or another site", () => {
    expect(signInAddress(null, false)).toBe("/sign-in");
    expect(signInAddress("//elsewhere.example", false)).toBe("/sign-in");
  });
});

describe("the file for whose sake a person confirms", () => {
  it("is one of ours, with what was asked of it", () => {
    const file = "/api/v1/lots/L-1/labels.pdf?label=bag&preset=a4-24";
    expect(filePath(file)).toBe(file);
    expect(new URL(confirmAddress(file, "/lots/L-1"), "http://own.example").searchParams.get("file")).toBe(file);
  });

  it.each([
    "https://elsewhere.example/api/v1/lots",
    "//elsewhere.example/api/v1/lots",
    "/\\\\elsewhere.example/api/v1/lots",
    "/api/v1/..//elsewhere.example/",
    "/api/v1/../auth/sign-out",
    "/lots/L-1",
    "javascript:alert(1)",
    undefined,
    ["/api/v1/lots"],
  ])("is nothing else: %j", (path) => {
    expect(filePath(path)).toBeUndefined();
  });
});
