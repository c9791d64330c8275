/** Steps of a random history beside custody: keys, labels, activations, recalls, thefts, scrapping, corrections, returns, service. */
import { ed25519 } from "@noble/curves/ed25519.js";
import { hexOf } from "../../lib/domain/bytes/hex.ts";
import { signClaim } from "../../lib/domain/event/claim.ts";
import { correctionOf } from "../../lib/domain/event/corrections.ts";
import { type Hash, type MemberId, type Subject, VOID_REASONS } from "../../lib/domain/event/event.ts";
import { labelIdOfSubject, labelSubject } from "../../lib/domain/event/subject.ts";
import type { Person } from "../vectors/certificates.ts";
import { type Book, hashText, NETWORK, OPERATOR, seedOf, signer, type TestLot } from "./book.ts";
import { birthsOf, MEMBERS, type Pick, type Teller, thingsOf } from "./history-things.ts";

const service = (member: MemberId): Person => ({ member, name: "service" });
const publicKeyOf = (name: string) => hexOf(ed25519.getPublicKey(seedOf(name)));

export function lifeStep(history: Teller, lots: readonly TestLot[], pick: Pick): void {
  const kinds = [
    keyStep,
    voidStep,
    replaceStep,
    replaceStep,
    activateStep,
    activateStep,
    recallStep,
    liftStep,
    theftStep,
  ];
  const more = [theftStep, scrapStep, correctStep, returnStep, returnStep, workStep, workStep, hostStep, suspendStep];
  (pick([...kinds, ...more]) ?? keyStep)(history, lots, pick);
}

type Step = typeof lifeStep;

const keyStep: Step = (history, _, pick) => {
  const publicKey = publicKeyOf(`key ${pick([1, 2, 3])}`);
  const validity = { notBefore: "2026-01-01T00:00:00.000Z", notAfter: "2027-01-01T00:00:00.000Z" };
  history.say("lumina", { kind: "label-key-declared", algorithm: "ed25519", publicKey, ...validity, quota: 3 });
  const [key] = keysOf(history.book);
  if (key && pick([true, false, false, false]))
    history.say("lumina", { kind: "label-key-revoked", key, reason: "old" });
};

const voidStep: Step = (history, lots, pick) => {
  const modules = (pick(lots) as TestLot).modules;
  const first = labelSubject(labelIdOfSubject(pick(modules) as Subject));
  const later = pick([...history.book.states].flatMap(([subject, { is }]) => (is === "label" ? [subject] : [])));
  const contents = [...new Set([first, later ?? first])];
  const reason = pick(VOID_REASONS) ?? "lost";
  history.say(
    "lumina",
    { kind: "labels-voided", reason },
    { contents, births: birthsOf(history.book, lots, contents) },
  );
};

const replaceStep: Step = (history, lots, pick) => {
  const module = anyModule(lots, pick);
  const next = hashText(`label of entry ${history.entries.length}`);
  const key = pick([undefined, ...keysOf(history.book)]);
  const replacement = { label: next, activation: publicKeyOf(next), ...(key && { labelKey: key }) };
  const label = currentLabel(history.book, module);
  const fact = { kind: "label-replaced", module, label, replacement, reason: "damaged" } as const;
  history.say("lumina", fact, { births: birthsOf(history.book, lots, [module]) });
};

const activateStep: Step = (history, lots, pick) => {
  const module = anyModule(lots, pick);
  const label = currentLabel(history.book, module);
  const secret = label === labelIdOfSubject(module) ? module : label;
  const checkpoint = { root: hashText("root"), size: history.entries.length };
  const buyer = pick(["alice", "bob"]) as string;
  const claim = {
    v: 1,
    network: NETWORK,
    module,
    buyerKey: publicKeyOf(buyer),
    checkpoint,
    nonce: "ab".repeat(16),
  } as const;
  const region = pick([{}, { region: "DE" }]);
  const fact = { kind: "activated", ...signClaim(claim, seedOf(secret), seedOf(buyer)), ...region } as const;
  history.say(pick(MEMBERS) as MemberId, fact, { births: birthsOf(history.book, lots, [module]) });
};

const recallStep: Step = (history, lots, pick) => {
  const lot = pick(lots) as TestLot;
  const target = pick([lot.subject, pick(lot.modules) as Subject]) as Subject;
  const leaves = target === lot.subject && pick([true, false]) ? { leaves: [[0, 2]] as const } : {};
  const recall = String(pick([1, 2, 3])).padStart(32, "0");
  const fact = { kind: "recalled", recall, target, ...leaves, reason: "laser ages" } as const;
  history.say("lumina", fact, { births: birthsOf(history.book, lots, [target]) });
};

const liftStep: Step = (history, _, pick) => {
  const open = [...history.book.states].flatMap(([target, state]) => {
    const recalls = state.is === "lot" || state.is === "module" ? (state.recalls ?? []) : [];
    return recalls.map((one) => ({ target, recall: typeof one === "string" ? one : one.recall }));
  });
  const one = pick(open);
  if (!one) return;
  const fact = { kind: "recall-lifted", ...one, approver: "nordwind", reason: "measured" } as const;
  history.say("lumina", fact, {}, [service("lumina"), service("nordwind")]);
};

const theftStep: Step = (history, lots, pick) => {
  const { book } = history;
  const thing = pick([...thingsOf(book).map(([subject]) => subject), anyModule(lots, pick)]) as Subject;
  const way = wayAbove(book, thing);
  const within = way.length > 0 ? { within: way } : {};
  const kind = pick(["reported-stolen", "recovered", "recovered"] as const) ?? "recovered";
  const actor = holderOf(book, way[0] ?? thing);
  history.say(actor, { kind, ...within }, { contents: [thing], births: birthsOf(book, lots, [thing]) });
};

const scrapStep: Step = (history, lots, pick) => {
  const contents = [...new Set([anyModule(lots, pick), anyModule(lots, pick)])];
  const actor = holderOf(history.book, contents[0] ?? "");
  const fact = { kind: "scrapped", destroyed: pick([true, false, false]) ?? false, reason: "dead" } as const;
  history.say(actor, fact, { contents, births: birthsOf(history.book, lots, contents) });
};

const correctStep: Step = (history, _, pick) => {
  const event = pick(history.book.events.filter(({ body }) => body.kind === "scrapped")) ?? pick(history.book.events);
  if (!event || event.body.kind === "corrected") return;
  const spoken = [...event.body.subjects, ...(event.contents ?? [])].map(({ subject }) => subject);
  history.say(event.body.actor, correctionOf(event, [pick(spoken) as Subject], "typo"));
};

const returnStep: Step = (history, _, pick) => {
  const { book } = history;
  const sold = thingsOf(book).flatMap(([subject]) => (topOf(book, subject)?.at === "sold" ? [subject] : []));
  const thing = pick(sold);
  if (!thing) return;
  const way = wayAbove(book, thing);
  const top = topOf(book, thing);
  const actor = top?.at === "sold" ? (pick([top.seller, top.seller, "lumina"]) ?? "lumina") : "lumina";
  history.say(actor, { kind: "returned", ...(way.length > 0 && { within: way }) }, { contents: [thing] });
};

const workStep: Step = (history, lots, pick) => {
  const { book } = history;
  const module = anyModule(lots, pick);
  const actor = holderOf(book, wayAbove(book, module)[0] ?? module);
  const births = birthsOf(book, lots, [module]);
  const core = { core: hashText(`core ${pick([1, 2])}`) };
  const within = wayAbove(book, module);
  const kinds = [
    { kind: "inspected", module, result: "passed", ...(within.length > 0 && { within }) },
    { kind: "repaired", module, what: "latch" },
    { kind: "recoded", module, map: "SFF-8636", before: core, after: core, hostCoding: "Arista" },
  ] as const;
  history.say(actor, pick(kinds) ?? kinds[0], { births });
};

const hostStep: Step = (history, lots, pick) => {
  const { book } = history;
  const held = thingsOf(book).flatMap(([subject, state]) =>
    state.is === "module" && holderOf(book, subject) === "arcus" ? [subject] : [],
  );
  const module = pick(held) ?? anyModule(lots, pick);
  const kind = pick(["installed", "removed"] as const) ?? "installed";
  history.say("arcus", { kind, module }, { births: birthsOf(book, lots, [module]) });
};

/** The operator is away for a while: what it holds waits. */
const suspendStep: Step = (history) => {
  const approvers = ["lumina", "nordwind"];
  const people = approvers.map(service);
  const signers = approvers.map((member) => signer(member));
  history.say("lumina", { kind: "member-suspended", member: "arcus", reason: "audit", approvers }, { signers }, people);
  history.say("lumina", { kind: "member-admitted", admitted: OPERATOR, approvers }, { signers }, people);
};

function anyModule(lots: readonly TestLot[], pick: Pick): Subject {
  return pick((pick(lots) as TestLot).modules) as Subject;
}

function currentLabel(book: Book, module: Subject): Hash {
  const state = book.states.get(module);
  return (state?.is === "module" ? state.label : undefined) ?? labelIdOfSubject(module);
}

function keysOf(book: Book): Subject[] {
  return [...book.states].flatMap(([subject, { is }]) => (is === "key" ? [subject] : []));
}

/** Outermost first; nothing for a thing at the top. */
export function wayAbove(book: Book, thing: Subject): Subject[] {
  const state = book.states.get(thing);
  if ((state?.is !== "module" && state?.is !== "container") || state.custody.at !== "inside") return [];
  return [...wayAbove(book, state.custody.container), state.custody.container];
}

function topOf(book: Book, thing: Subject) {
  const state = book.states.get(wayAbove(book, thing)[0] ?? thing);
  return state?.is === "module" || state?.is === "container" ? state.custody : undefined;
}

/** A module without an event is its maker's. */
function holderOf(book: Book, thing: Subject): MemberId {
  const custody = topOf(book, thing);
  return custody?.at === "holder" ? custody.holder : "lumina";
}
