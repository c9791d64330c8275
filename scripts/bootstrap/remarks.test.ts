import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "./modules.mjs";
import { remarksOfStories, remarksOfVitest } from "./remarks.mjs";

describe("what is said at the end of a run", () => {
  it("names the file, the test and the first line of the reason, of what failed and of what needed a second try", () => {
    const name = join(ROOT, "lib/a.test.ts");
    const assertionResults = [
      { status: "passed", fullName: "a b", failureMessages: [] },
      { status: "failed", fullName: "a c", failureMessages: ["Error: \u001b[31mexpected\u001b[39m 1\n at x"] },
      { status: "passed", fullName: "a d", failureMessages: ["Error: late"] },
    ];
    expect(remarksOfVitest({ testResults: [{ name, status: "failed", assertionResults }] })).toEqual({
      failed: ["lib/a.test.ts › a c: Error: expected 1"],
      secondTry: ["lib/a.test.ts › a d: Error: late"],
    });
  });

  it("names a file that did not load", () => {
    const broken = { name: join(ROOT, "b.test.ts"), status: "failed", message: "no such module", assertionResults: [] };
    expect(remarksOfVitest({ testResults: [broken] })).toEqual({
      failed: ["b.test.ts › the file did not load or end: no such module"],
      secondTry: [],
    });
  });

  it("finds a story at any depth", () => {
    const spec = (title: string, status: string, message?: string) => ({
      file: "buyer.spec.ts",
      title,
      tests: [{ status, results: [{ errors: message ? [{ message }] : [] }] }],
    });
    const report = {
      suites: [
        {
          specs: [spec("one", "expected")],
          suites: [{ specs: [spec("two", "unexpected", "late\nlog"), spec("three", "flaky", "once")] }],
        },
      ],
    };
    expect(remarksOfStories(report)).toEqual({
      failed: ["e2e/buyer.spec.ts › two: late"],
      secondTry: ["e2e/buyer.spec.ts › three: once"],
    });
    expect(remarksOfStories({})).toEqual({ failed: [], secondTry: [] });
  });
});
