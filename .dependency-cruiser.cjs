/** The arrows of the house: who may import whom. Each rule is proven to bite by test/architecture.test.ts. */

const PUBLIC_PAGES = "^components/public/";

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "domain-is-pure",
      comment: "The rule book runs in chaincode, server and browser alike: values in, values out.",
      severity: "error",
      from: { path: "^lib/domain/", pathNot: "\\.test\\.ts$" },
      to: { pathNot: ["^lib/domain/", "(^|/)node_modules/@noble/", "(^|/)node_modules/canonicalize/"] },
    },
    {
      name: "ports-know-only-domain",
      comment: "A port says what we need in our own words; no library, no adapter.",
      severity: "error",
      from: { path: "^lib/ports/" },
      to: { pathNot: ["^lib/ports/", "^lib/domain/"] },
    },
    {
      name: "usecases-know-no-adapter",
      comment: "A verb is the same whatever ledger, database or framework is behind.",
      severity: "error",
      from: { path: "^lib/usecases/", pathNot: "\\.test\\.ts$" },
      to: {
        path: [
          "^lib/(adapters|server)/",
          "^app/",
          "^components/",
          "^prisma/",
          "(^|/)node_modules/(next|@prisma|pg|pg-boss|react|better-auth)/",
        ],
      },
    },
    {
      name: "adapters-do-not-meet",
      comment:
        "An adapter knows its port and its library. Files directly in lib/adapters are tools that several share.",
      severity: "error",
      from: { path: "^lib/adapters/([^/]+)/", pathNot: "\\.test\\.ts$" },
      to: {
        path: ["^lib/(adapters/[^/]+/|server/|usecases/)", "^app/", "^components/"],
        pathNot: ["^lib/adapters/$1/", "^lib/usecases/(queries|operation|commands|actor)\\.ts$"],
      },
    },
    {
      name: "only-server-composes-adapters",
      comment: "Parts are joined in one place; a page that opens an adapter by itself escapes every test of it.",
      severity: "error",
      from: { pathNot: ["^lib/(adapters|server)/", "^(test|bench|scripts|e2e|chaincode|fabric)/", "\\.test\\.tsx?$"] },
      to: { path: "^lib/adapters/" },
    },
    {
      name: "components-show-only",
      comment: "A component shows what it is given: it asks nobody and decides nothing.",
      severity: "error",
      from: { path: "^components/", pathNot: "\\.test\\.tsx?$" },
      to: { path: ["^lib/(usecases|server|adapters|ports)/", "^app/", "^prisma/"], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "public-page-has-no-react",
      comment: "Twelve kilobytes for a phone on a slow network: plain HTML, no runtime.",
      severity: "error",
      from: { path: [PUBLIC_PAGES, "^app/\\(public\\)/"], pathNot: "\\.test\\.ts$" },
      to: { path: ["(^|/)node_modules/(react|react-dom|next-intl)/", "^components/(?!public/)"] },
    },
    {
      name: "components-share-only-the-camera",
      comment:
        "Parts of the console are made of components/ui and the rule book. One thing they share with the public pages: labels are filmed and read by the public scanner's parts, and one file opens those to them.",
      severity: "error",
      from: { path: "^components/(?!public/)", pathNot: "^components/scan/camera-parts\\.ts$" },
      to: { path: "^components/public/" },
    },
    {
      name: "server-does-not-reach-up",
      comment:
        "lib/server joins lib; pages import it, never the reverse. The public pages are templates that the scan listener fills.",
      severity: "error",
      from: { path: "^lib/server/" },
      to: { path: ["^app/", "^components/(?!public/)", "^scripts/"] },
    },
    {
      name: "pages-go-through-server",
      comment: "Database and sign-in are reached through lib/server only.",
      severity: "error",
      from: { path: "^(app|components)/" },
      to: { path: ["^prisma/", "(^|/)node_modules/(pg|@prisma|better-auth|@better-auth)/"] },
    },
    {
      name: "chaincode-takes-only-domain",
      comment: "What peers run is the rule book and a thin shell.",
      severity: "error",
      from: { path: "^chaincode/src/" },
      to: { path: ["^lib/(?!domain/)", "^(app|components|prisma|scripts)/"] },
    },
    {
      name: "no-cycles",
      comment: "Two files that import each other are one file in two places.",
      severity: "error",
      from: { pathNot: "(^|/)node_modules/" },
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
  ],
  options: {
    // With TypeScript 7 the default parser finds nothing and reports success.
    parser: "swc",
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
    doNotFollow: { path: "(^|/)node_modules/" },
    exclude: { path: ["^\\.next/", "^build/", "^prisma/generated/", "^public/", "\\.css$", "\\.json$"] },
  },
};
