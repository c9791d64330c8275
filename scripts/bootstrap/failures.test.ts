import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { failuresOfStories, failuresOfVitest } from "./failures.mjs";
import { ROOT } from "./modules.mjs";

describe("what failed, at the end of a run", () => {
  it("names the file, the test and the first line of the reason", () => {
    const passed = { status: "passed", fullName: "a b" };
    const failed = {
      status: "failed",
      fullName: "a c",
      failureMessages: ["Error: \u001b[31mexpected\u001b[39m 1\n at x"],
    };
    const name = join(ROOT, "lib/a.test.ts");
    expect(failuresOfVitest({ testResults: [{ name, status: "failed", assertionResults: [passed, failed] }] })).toEqual(
      ["lib/a.test.ts › a c: Error: expected 1"],
    );
  });

  it("names a file that did not load", () => {
    const broken = { name: join(ROOT, "b.test.ts"), status: "failed", message: "no such module", assertionResults: [] };
    expect(failuresOfVitest({ testResults: [broken] })).toEqual([
      "b.test.ts › the file did not load or end: no such module",
    ]);
  });

  it("finds a story that failed at any depth", () => {
    const spec = (title: string, ok: boolean, message: string) => ({
      file: "buyer.spec.ts",
      title,
      ok,
      tests: [{ results: [{ errors: ok ? [] : [{ message }] }] }],
    });
    const report = {
      suites: [{ specs: [spec("one", true, "")], suites: [{ specs: [spec("two", false, "late\nlog")] }] }],
    };
    expect(failuresOfStories(report)).toEqual(["e2e/buyer.spec.ts › two: late"]);
    expect(failuresOfStories({})).toEqual([]);
  });
});
