import { defineConfig } from "vitest/config";

/** Tests lie beside the code; those that start and kill whole installations are a project of their own. */
const alias = { "@": import.meta.dirname };
const shared = {
  resolve: { alias },
  // `import "server-only"` is silent under this condition, as in the worker and the scan listener.
  ssr: { resolve: { conditions: ["react-server", "node"], externalConditions: ["react-server", "node"] } },
};
const needsProcesses = ["test/crash/**/*.test.ts", "test/processes/**/*.test.ts"];
/** A whole Fabric network: only where its binaries are (scripts/test.mjs says so when they are not). */
const needsFabric = ["test/fabric/**/*.test.ts"];
/** Values in, values out: no state outlives a test, so that one process may run all of these files on modules loaded once. */
const pure = ["lib/domain/**/*.test.ts", "components/**/*.test.{ts,tsx}", "i18n/**/*.test.ts", "messages/**/*.test.ts"];
/** Where processes, clocks and a disk take part; `npm test` names at its end what needed it. Pure code gets none. */
const SECOND_TRY = 1;
const never = ["**/node_modules/**", "**/.next/**", "build/**", ".data/**", "e2e/**"];

export default defineConfig({
  test: {
    projects: [
      { ...shared, test: { name: "pure", include: pure, exclude: never, testTimeout: 90_000, isolate: false } },
      {
        ...shared,
        test: {
          name: "unit",
          include: ["**/*.test.ts", "**/*.test.tsx"],
          exclude: [...never, ...pure, ...needsProcesses, ...needsFabric],
          globalSetup: ["test/postgres.ts"],
          testTimeout: 90_000,
          hookTimeout: 180_000,
          retry: SECOND_TRY,
          execArgv: ["--conditions=react-server"],
        },
      },
      {
        ...shared,
        test: {
          name: "processes",
          include: needsProcesses,
          exclude: never,
          testTimeout: 600_000,
          hookTimeout: 600_000,
          retry: SECOND_TRY,
          fileParallelism: false,
          execArgv: ["--conditions=react-server"],
        },
      },
      {
        ...shared,
        test: {
          name: "fabric",
          include: needsFabric,
          exclude: never,
          testTimeout: 180_000,
          hookTimeout: 180_000,
          retry: SECOND_TRY,
          fileParallelism: false,
        },
      },
    ],
    maxWorkers: 2,
  },
});
