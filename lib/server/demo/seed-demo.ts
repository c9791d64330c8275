import "server-only";

/** Tells the demo story through the same doors as people. Killed anywhere, the next call goes on where it was. */
import { codeOfBytes } from "../../domain/label/code.ts";
import type { Actor } from "../../usecases/actor.ts";
import { createApiKey } from "../api-keys.ts";
import { type DemoFile, type DemoStory, readDemoFile, writeDemoFile } from "../demo-file.ts";
import { env } from "../env.ts";
import { ensureOrganization, ensurePerson, ensureSeat } from "../organizations.ts";
import { prismaClient } from "../prisma-client.ts";
import { systemRandom } from "../random.ts";
import { bagsOfLot } from "./demo-bags.ts";
import { activate } from "./demo-buyer.ts";
import { DEMO_MEMBERS, type DemoMember, emailOf, randomPassword } from "./demo-members.ts";
import { confirmed, type DemoLabel, labelsOf, recorded, registered } from "./demo-steps.ts";
import { lotFileOf, OSFP_DR4, type Sample, SFP_SR, serialsOf } from "./sample-modules.ts";
import { tellCopied } from "./tell-copied.ts";

const KEY_NAME = "demo";
const [MAKER, DISTRIBUTOR, OPERATOR] = DEMO_MEMBERS;

/** Modules of the released lot, by what becomes of them. */
const IN_STOCK = 10;
const ON_ITS_WAY = 8;
const AT_HARBOR = 6;
const SOLD = 2;
const RELEASED_LOT = "LO-2026-0412";
/** Its modules have signed bag labels with covered codes, and each of them a story. */
const COVERED_LOT = "LO-2026-0430";
const COVERED = 8;
const WAITING_LOT = "LO-2026-0521";
const LABEL_KEY_UNTIL = "2035-12-31T23:59:59Z";
const LABEL_KEY_QUOTA = 10_000;

type Person = Extract<Actor, { by: "person" }>;
type Cast = { readonly file: DemoFile["members"][number]; readonly admin: Person; readonly people: readonly Person[] };

/** Answers what the file says; a story that was told is not told again. */
export async function seedDemo(): Promise<DemoFile> {
  const { dataDir, publicUrl, scanUrl } = env();
  const told = readDemoFile(dataDir);
  if (told) return told;
  const casts = await Promise.all(DEMO_MEMBERS.map(castOf));
  const labels = await tell(casts.map(({ people }) => people));
  const members = await Promise.all(DEMO_MEMBERS.map(async (member, i) => withKey(member, casts[i]!)));
  const demo: DemoFile = { baseUrl: publicUrl, scanUrl, members, labels };
  writeDemoFile(dataDir, demo);
  return demo;
}

/** The people of a member. A repeated call gives them new passwords, since nobody has been told the first ones. */
async function castOf(member: DemoMember): Promise<Cast> {
  const organization = await ensureOrganization(member.member, member.name);
  const users: DemoFile["members"][number]["users"][number][] = [];
  const ids: string[] = [];
  for (const { name, mailbox, roles } of member.people) {
    const user = { email: emailOf(member, mailbox), password: randomPassword(), roles };
    const { id } = await ensurePerson({ ...user, name });
    await ensureSeat(organization.id, id, roles);
    users.push(user);
    ids.push(id);
  }
  const people = users.map(
    ({ email, roles }, at): Person => ({ by: "person", member: member.member, userId: ids[at]!, email, roles }),
  );
  if (people.length === 0) throw new Error(`${member.member} has no people`);
  return {
    file: { id: member.member, name: member.name, kind: member.roles[0]!, users, apiKey: "" },
    admin: people[0]!,
    people,
  };
}

async function withKey(member: DemoMember, { file, admin }: Cast): Promise<DemoFile["members"][number]> {
  const organization = await ensureOrganization(member.member, member.name);
  await prismaClient().signInApiKey.deleteMany({ where: { referenceId: organization.id, name: KEY_NAME } });
  const made = await createApiKey(confirmed(admin), { name: KEY_NAME, scopes: member.scopes });
  if (!made.ok) throw new Error(made.error.sentence);
  return { ...file, apiKey: made.value.key };
}

async function tell([makers = [], distributors = []]: readonly (readonly Person[])[]): Promise<DemoFile["labels"]> {
  const [maker, approver] = makers;
  const [distributor] = distributors;
  if (!maker || !approver || !distributor) throw new Error("the demo needs a maker and a distributor");
  await gather(maker);
  const released = await makeLot(maker, SFP_SR, RELEASED_LOT, "2026-04-12", IN_STOCK + ON_ITS_WAY + AT_HARBOR);
  await recorded(maker, "release", { kind: "release-lot", lotId: RELEASED_LOT });
  const stock = released.slice(0, IN_STOCK);
  const travelling = released.slice(IN_STOCK, IN_STOCK + ON_ITS_WAY);
  const arrived = released.slice(IN_STOCK + ON_ITS_WAY);
  await deliver(maker, distributor, arrived);
  const copied = arrived.slice(SOLD, SOLD + 1);
  for (const label of copied) await tellCopied({ confirming: [maker, approver], holder: distributor }, label);
  await send(maker, "on its way", travelling);
  const waiting = await makeLot(maker, OSFP_DR4, WAITING_LOT, "2026-05-21", 6);
  const covered = await tellFates(maker);
  return [
    ...pick("in-stock", stock, 2),
    ...pick("in-transit", travelling, 2),
    ...pick("sold", arrived, SOLD),
    ...pick("copied", copied, 1),
    ...covered,
    ...pick("not-released", waiting, 1),
    nobodys(),
  ];
}

/** One module each: still covered, activated by a buyer, recalled, scrapped, stolen, its label voided or replaced. */
async function tellFates(maker: Person): Promise<DemoFile["labels"]> {
  const before = IN_STOCK + ON_ITS_WAY + AT_HARBOR;
  const declared = await recorded(maker, "label key", {
    kind: "declare-label-key",
    notAfter: LABEL_KEY_UNTIL,
    quota: LABEL_KEY_QUOTA,
  });
  const labelKey = textIn(declared.result, "kid");
  const labels = await makeLot(maker, SFP_SR, COVERED_LOT, "2026-04-30", COVERED, { before, labelKey });
  await recorded(maker, "release covered", { kind: "release-lot", lotId: COVERED_LOT });
  const bags = await bagsOfLot(maker.member, COVERED_LOT);
  const told = (story: DemoStory, label: DemoLabel | undefined): DemoFile["labels"] =>
    label ? pick(story, [label], 1).map((one) => ({ ...one, ...bags.get(label.code) })) : [];
  const [activated, recalled, scrapped, stolen, voided, replaced, ...covered] = labels;
  const codeOf = (label: DemoLabel | undefined) => [label?.code ?? ""];
  await activate(bags.get(activated?.code ?? "")?.secret ?? "");
  await recorded(maker, "recall", {
    kind: "recall",
    lotId: COVERED_LOT,
    items: codeOf(recalled),
    reason: "The laser of this unit ages too fast. Send it back; it is replaced.",
  });
  await recorded(maker, "scrap", {
    kind: "scrap",
    items: codeOf(scrapped),
    destroyed: true,
    reason: "Broken latch, shredded",
  });
  await recorded(maker, "report stolen", { kind: "report-stolen", items: codeOf(stolen) });
  await recorded(maker, "void", { kind: "void-labels", items: codeOf(voided), reason: "lost" });
  const item = replaced?.code ?? "";
  await recorded(maker, "replace", { kind: "replace-label", item, reason: "damaged" });
  return [
    ...covered.slice(0, 2).flatMap((label) => told("in-stock", label)),
    ...told("activated", activated),
    ...told("recalled", recalled),
    ...told("scrapped", scrapped),
    ...told("stolen", stolen),
    ...told("voided", voided),
    ...told("replaced", replaced),
  ];
}

/** The network and its members. */
async function gather(maker: Person): Promise<void> {
  await recorded(maker, "found", { kind: "found-network", name: "TrueLane demo", founder: profileOf(MAKER) });
  for (const admitted of [DISTRIBUTOR, OPERATOR]) {
    await recorded(maker, `admit ${admitted.member}`, { kind: "admit-member", admitted: profileOf(admitted) });
  }
}

function profileOf({ member, name, roles, vendorNames, gs1Prefixes, contact }: DemoMember) {
  return {
    member,
    name,
    roles: [...roles],
    contact,
    releaseApprovers: 1 as const,
    ...(vendorNames && { vendorNames: [...vendorNames] }),
    ...(gs1Prefixes && { gs1Prefixes: [...gs1Prefixes] }),
  };
}

async function makeLot(
  maker: Person,
  sample: Sample,
  lotId: string,
  madeOn: string,
  count: number,
  /** How many siblings were made before, and the key that signs the bag labels of these. */
  { before, labelKey }: { readonly before: number; readonly labelKey?: string } = { before: 0 },
): Promise<DemoLabel[]> {
  const { partNumber, revision } = sample.product;
  await recorded(maker, `declare ${partNumber}`, { kind: "declare-product", ...sample.product });
  const lot = { lotId, partNumber, revision, madeOn, site: "Line 2", secrets: false, ...(labelKey && { labelKey }) };
  const serials = serialsOf(sample, before + count).slice(before);
  await registered(maker, lot, lotFileOf(sample, serials, madeOn));
  return labelsOf(maker.member, lotId, partNumber, count);
}

/** A carton that the distributor has accepted; two of its modules are sold on. */
async function deliver(maker: Person, distributor: Person, labels: readonly DemoLabel[]): Promise<void> {
  const { sscc, transferId } = await send(maker, "arrived", labels);
  await recorded(distributor, "accept arrived", { kind: "accept", transferId });
  const items = labels.slice(0, SOLD).map(({ code }) => code);
  await recorded(distributor, "unpack arrived", { kind: "unpack", sscc, items });
  await recorded(distributor, "sell", { kind: "sell", items, reference: "PO 4711" });
}

async function send(
  maker: Person,
  name: string,
  labels: readonly DemoLabel[],
): Promise<{ sscc: string; transferId: string }> {
  const packed = await recorded(maker, `pack ${name}`, { kind: "pack", items: labels.map(({ code }) => code) });
  const sscc = textIn(packed.result, "sscc");
  const offered = await recorded(maker, `offer ${name}`, { kind: "offer", to: DISTRIBUTOR.member, items: [sscc] });
  return { sscc, transferId: textIn(offered.result, "transferId") };
}

function textIn(result: Readonly<Record<string, unknown>> | undefined, name: string): string {
  const value = result?.[name];
  if (typeof value !== "string") throw new Error(`the demo expected ${name} in ${JSON.stringify(result)}`);
  return value;
}

function pick(story: DemoStory, labels: readonly DemoLabel[], count: number): DemoFile["labels"] {
  return labels.slice(0, count).map(({ serialNumber, code, url }) => ({ story, code, url, serialNumber }));
}

/** A well-formed code that no maker ever printed. */
function nobodys(): DemoFile["labels"][number] {
  const code = codeOfBytes(systemRandom.bytes(16));
  return { story: "unknown", code, url: `${env().publicUrl}/v/${code}` };
}
