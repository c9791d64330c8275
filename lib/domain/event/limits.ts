/** How large each part of an event may be: a peer of every member stores and checks what one of them sends. */
export const LIMITS = {
  /** Canonical bytes of a whole event; 500 births of a lot of ten million fit. */
  eventBytes: 2 * 1024 * 1024,
  /** Things in one `contents`, and births beside them. */
  contents: 500,
  exceptions: 500,
  /** Containers inside one another that an exception can name, the excepted thing included. */
  pathLength: 10,
  /** A person's or a service's, and a second approver's. Each costs two checks of a signature on every peer. */
  signatures: 2,
  /** Where a majority of the members signs: one signature of each. */
  majoritySignatures: 64,
  /** DER bytes of a certificate; a Fabric CA's have about 900. */
  certificateBytes: 4096,
  approvers: 64,
  roots: 8,
  vendorNames: 32,
  gs1Prefixes: 32,
  sealed: 16,
  /** Sealed values of one module: some 70 for each test with eight lanes. */
  openings: 1000,
  /** Final tests of one module. */
  tests: 16,
  lotCount: 10_000_000,
  /** Audit paths of the largest lot have 24 hashes. */
  treeDepth: 24,
  /** Labels that one key may sign. */
  quota: 1_000_000_000,
  /** Open recalls of one lot or module, and ranges of places in one of them. */
  recalls: 32,
  leafRanges: 500,
  /** Size of a log that a claim names. */
  logSize: Number.MAX_SAFE_INTEGER,
  /** Container numbers, `…/{sscc}/{n}`. */
  containerNumber: 999_999_999,
  /** UTF-16 code units. */
  text: {
    name: 100,
    partNumber: 64,
    revision: 32,
    lotId: 64,
    site: 100,
    vendorName: 64,
    formFactor: 32,
    media: 64,
    description: 500,
    reason: 500,
    what: 500,
    map: 100,
    hostCoding: 100,
    contact: 200,
    baseUrl: 200,
    mspId: 64,
    keyId: 16,
    sealedName: 32,
    sealedValue: 500,
    fieldPath: 200,
  },
} as const;
