/** "Nothing lost" as one command: the invariants of the records, each examined anew from the rows as they are. */
import { createHash } from "node:crypto";
import { leafHash } from "../domain/event/birth.ts";
import { parseManifestHeadLine, parseManifestLine } from "../domain/event/manifest.ts";
import type { AuditBook, Contradiction, Examined, RegisteredLot } from "../ports/audit-book.ts";
import type { Manifests, PrintPacks } from "../ports/manifests.ts";
import { LeafHashes } from "./lot-tree.ts";

export type Violation = Contradiction & { readonly invariant: string };
export type AuditReport = {
  readonly ok: boolean;
  readonly invariants: readonly {
    readonly id: string;
    readonly holds: string;
    readonly examined: number;
    readonly violations: number;
    /** The part of it that no row here can show, and where it is examined. */
    readonly beyond?: string;
  }[];
  /** Promises of which no row can show anything, each with the place where it is examined. */
  readonly elsewhere: readonly { readonly id: string; readonly holds: string; readonly where: string }[];
  /** The first twenty of all. */
  readonly violations: readonly Violation[];
};

export type AuditDeps = {
  readonly book: AuditBook;
  readonly manifests: Manifests;
  readonly printPacks: Pick<PrintPacks, "has" | "read">;
};

const SHOWN = 20;
/** Codes and secrets of one lot that are looked for in the database. */
const PROBES = 4;
const STUCK_MINUTES = 10;

type Invariant = {
  readonly id: string;
  readonly holds: string;
  readonly beyond?: string;
  examine(deps: AuditDeps): Promise<Examined<Contradiction>>;
};

/** Numbered as in the design's list. */
const INVARIANTS: readonly Invariant[] = [
  {
    id: "I-1",
    holds: "what was acknowledged stands on the ledger, once, with the same bytes",
    examine: ({ book }) => book.acknowledged(),
  },
  {
    id: "I-2",
    holds: "every entry of a member hosted here is known to the journal",
    examine: ({ book }) => book.unaccounted(),
  },
  {
    id: "I-3",
    holds: `no write waits longer than ${STUCK_MINUTES} minutes`,
    examine: ({ book }) => book.stuck(STUCK_MINUTES),
  },
  { id: "I-4", holds: "the read model is a fold of the ledger", examine: ({ book }) => book.replay() },
  { id: "I-5", holds: "the position is the highest entry, without a gap", examine: ({ book }) => book.position() },
  {
    id: "I-6",
    holds: "every entry keeps the rules, every state is the ledger's own",
    examine: ({ book }) => book.rules(),
  },
  { id: "I-7", holds: "every lot's root follows from its manifest, and its rows from both", examine: examineLots },
  {
    id: "I-8/9",
    holds: "the log recomputes from its events, and every signed head fits",
    examine: ({ book }) => book.log(),
  },
  { id: "I-11", holds: "held, on the way and sold make what was registered", examine: ({ book }) => book.balance() },
  {
    id: "I-12",
    holds: "every alert has a state and an owner, and no high one waits beyond its deadline",
    examine: ({ book }) => book.alerts(),
  },
  {
    id: "I-13",
    holds: "the state of every alert and case is where its history ends, and so are the facts of every alert",
    beyond:
      "changes of members and their keys, which are entries of the ledger (I-1 to I-5), and of people, roles and API keys, of which only the present state is kept",
    examine: ({ book }) => book.histories(),
  },
  { id: "I-14", holds: "no code and no secret stands in the database", examine: examineSecrets },
];

const ELSEWHERE: AuditReport["elsewhere"] = [
  {
    id: "I-10",
    holds: "what was handed out still verifies",
    where:
      "an installation keeps no copy of answers and labels that it gave away; signed heads are I-8/9, and `npm test` reads labels, claims and logs of every form so far (test/vectors)",
  },
];

export async function audit(deps: AuditDeps): Promise<AuditReport> {
  const violations: Violation[] = [];
  const invariants: AuditReport["invariants"][number][] = [];
  for (const { id, holds, beyond, examine } of INVARIANTS) {
    const { examined, wrong } = await examine(deps);
    invariants.push({ id, holds, examined, violations: wrong.length, ...(beyond && { beyond }) });
    violations.push(...wrong.slice(0, SHOWN).map((one) => ({ invariant: id, ...one })));
  }
  return { ok: violations.length === 0, invariants, elsewhere: ELSEWHERE, violations: violations.slice(0, SHOWN) };
}

async function examineLots({ book, manifests }: AuditDeps): Promise<Examined<Contradiction>> {
  const wrong: Contradiction[] = [];
  let examined = 0;
  for await (const lot of book.lots()) {
    examined += 1;
    const sentence = await complaintOf(book, manifests, lot);
    if (sentence) wrong.push({ about: lot.subject, sentence });
  }
  return { examined, wrong };
}

/** Reads the manifest as a stranger would; rows that differ from it were changed after they were made. */
async function complaintOf(book: AuditBook, manifests: Manifests, lot: RegisteredLot): Promise<string | undefined> {
  if (!(await manifests.has(lot.manifest)))
    return lot.recordsKept ? `its manifest ${lot.manifest} is gone from this installation` : undefined;
  const rows = await book.rowsOf(lot.subject);
  const leaves = new LeafHashes();
  let line = 0;
  for await (const text of manifests.lines(lot.manifest)) {
    line += 1;
    if (line === 1) {
      const head = parseManifestHeadLine(text);
      if (
        !head.ok ||
        head.value.lot !== lot.subject ||
        head.value.root !== lot.root ||
        head.value.network !== lot.network
      )
        return "its manifest is another lot's";
      continue;
    }
    const entry = parseManifestLine(text);
    if (!entry.ok) return `line ${line} of its manifest: ${entry.error.detail}`;
    const { leaf } = entry.value;
    const row = rows[leaves.count];
    if (row?.label !== leaf.label || row.record !== leaf.record)
      return `its row ${leaves.count} is not line ${line} of its manifest`;
    leaves.push(leafHash(leaf));
  }
  if (leaves.count !== lot.count || rows.length !== lot.count)
    return `registered with ${lot.count} modules, manifest ${leaves.count}, rows ${rows.length}`;
  const root = Buffer.from(leaves.levels().at(-1) ?? []).toString("hex");
  if (root !== lot.root) return `its manifest gives root ${root}, the ledger has ${lot.root}`;
  const bytes = await hashOf(manifests, lot.manifest);
  return bytes === lot.manifest ? undefined : `its manifest has hash ${bytes}, the ledger has ${lot.manifest}`;
}

async function hashOf(manifests: Manifests, manifest: string): Promise<string> {
  const sha = createHash("sha256");
  for await (const line of manifests.lines(manifest)) sha.update(line).update("\n");
  return sha.digest("hex");
}

/** Looks for what must not be there: codes and secrets that still lie in a print pack, in every row of every table. */
async function examineSecrets({ book, printPacks }: AuditDeps): Promise<Examined<Contradiction>> {
  const probes: string[] = [];
  for await (const { subject } of book.lots()) {
    if (!(await printPacks.has(subject))) continue;
    let taken = 0;
    for await (const { code, secret } of printPacks.read(subject)) {
      probes.push(code, ...(secret === undefined ? [] : [secret]));
      taken += 1;
      if (taken === PROBES) break;
    }
  }
  return book.tablesWith(probes);
}
