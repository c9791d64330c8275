/** The oldest versions that may run here: each of the older ones has a hole that is known to everybody. */

/** By the name of the package; of Node the program itself counts. */
const FLOORS = {
  next: "16.2.11",
  react: "19.2.6",
  "react-dom": "19.2.6",
  "better-auth": "1.6.14",
};
const NODE_FLOOR = "22.12.0";

/**
 * Every copy counts, also one that another package brought along.
 * @param {Record<string, { version?: string }>} installed `packages` of npm's own list, node_modules/.package-lock.json
 * @param {string} nodeVersion as `process.versions.node`
 * @returns {string[]} a sentence for each that is too old or missing
 */
export function belowFloors(installed, nodeVersion) {
  const copies = Object.entries(installed).map(([path, { version = "0.0.0" }]) => ({
    path,
    name: path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length),
    version,
  }));
  return [
    ...Object.entries(FLOORS).flatMap(([name, floor]) => {
      const found = copies.filter((copy) => copy.name === name);
      if (found.length === 0) return [`${name} is not installed`];
      return found
        .filter(({ version }) => isBelow(version, floor))
        .map(({ path, version }) => `${path} is ${version}; at least ${floor} is needed`);
    }),
    ...(isBelow(nodeVersion, NODE_FLOOR) ? [`Node.js is ${nodeVersion}; at least ${NODE_FLOOR} is needed`] : []),
  ];
}

/** A version before a release (16.2.11-canary.3) is below it. */
function isBelow(version, floor) {
  const [release = "", early] = version.split("-", 2);
  const [numbers, least] = [release, floor].map((text) => text.split(".").map(Number));
  const differing = least.findIndex((number, i) => number !== numbers[i]);
  if (differing < 0) return early !== undefined;
  // What is no number is no version that anybody knows to be good.
  return !(numbers[differing] > least[differing]);
}
