/** What failed, a line each, out of the reports that the test runners write: the end of a long run says what to look at. */
import { relative } from "node:path";
import { ROOT } from "./modules.mjs";

/**
 * @param {{ testResults: { name: string, status: string, message?: string, assertionResults: { status: string, fullName: string, failureMessages?: string[] }[] }[] }} report of Vitest's JSON reporter
 * @returns {string[]}; a file that cannot be loaded has no tests to fail and is a line of its own
 */
export function failuresOfVitest(report) {
  return report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(ROOT, name);
    const failed = assertionResults.filter((each) => each.status === "failed");
    if (status === "failed" && failed.length === 0) return [line(file, "the file did not load or end", message)];
    return failed.map(({ fullName, failureMessages }) => line(file, fullName, failureMessages?.[0]));
  });
}

/**
 * @param {{ suites?: object[] }} report of Playwright's JSON reporter
 * @returns {string[]}
 */
export function failuresOfStories(report) {
  return (report.suites ?? []).flatMap(failuresOfSuite);
}

function failuresOfSuite({ suites = [], specs = [] }) {
  const own = specs
    .filter(({ ok }) => !ok)
    .map(({ file, title, tests }) => {
      const errors = tests.flatMap(({ results }) => results.flatMap((result) => result.errors ?? []));
      return line(`e2e/${file}`, title, errors[0]?.message);
    });
  return [...own, ...suites.flatMap(failuresOfSuite)];
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal's colours, which the runners put around what differs.
const COLOUR = /\u001b\[[0-9;]*m/g;

function line(file, title, message = "") {
  const reason = message.replace(COLOUR, "").trim().split("\n")[0];
  return `${file} › ${title}${reason ? `: ${reason}` : ""}`;
}
