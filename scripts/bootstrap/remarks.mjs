/** What failed or passed only at the second try, a line each, out of the reports that the test runners write: the end of a long run says what to look at. */
import { relative } from "node:path";
import { ROOT } from "./modules.mjs";

/** @typedef {{ failed: string[], secondTry: string[] }} Remarks */

/**
 * @param {{ testResults: { name: string, status: string, message?: string, assertionResults: { status: string, fullName: string, failureMessages?: string[] }[] }[] }} report of Vitest's JSON reporter
 * @returns {Remarks} a file that cannot be loaded has no tests to fail and is a line of its own
 */
export function remarksOfVitest(report) {
  const failed = [];
  const secondTry = [];
  for (const { name, status, message, assertionResults } of report.testResults) {
    const file = relative(ROOT, name);
    const lines = (tests) => tests.map(({ fullName, failureMessages }) => line(file, fullName, failureMessages?.[0]));
    failed.push(...lines(assertionResults.filter((each) => each.status === "failed")));
    secondTry.push(
      ...lines(assertionResults.filter((each) => each.status === "passed" && each.failureMessages?.length)),
    );
    if (status === "failed" && !assertionResults.some((each) => each.status === "failed"))
      failed.push(line(file, "the file did not load or end", message));
  }
  return { failed, secondTry };
}

/**
 * @param {{ suites?: object[] }} report of Playwright's JSON reporter
 * @returns {Remarks}
 */
export function remarksOfStories(report) {
  const specs = (report.suites ?? []).flatMap(specsOf);
  const lines = (wanted) =>
    specs.flatMap(({ file, title, tests }) =>
      tests
        .filter(({ status }) => status === wanted)
        .map(({ results }) => line(`e2e/${file}`, title, results[0]?.errors?.[0]?.message)),
    );
  return { failed: lines("unexpected"), secondTry: lines("flaky") };
}

function specsOf({ suites = [], specs = [] }) {
  return [...specs, ...suites.flatMap(specsOf)];
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal's colours, which the runners put around what differs.
const COLOUR = /\u001b\[[0-9;]*m/g;

function line(file, title, message = "") {
  const reason = message.replace(COLOUR, "").trim().split("\n")[0];
  return `${file} › ${title}${reason ? `: ${reason}` : ""}`;
}
