import "server-only";

/** The first act in an empty installation: the founding member, its keys, and the first person who can sign in. */
import { createHash } from "node:crypto";
import { z } from "zod";
import { ok, type Result, refuse } from "../domain/result.ts";
import { foundNetwork as foundNetworkSchema } from "../usecases/commands.ts";
import type { Operation, Problem } from "../usecases/operation.ts";
import { queries, submit } from "./composition.ts";
import { checkToken, isFounded, spendToken } from "./founding-token.ts";
import { ensureOrganization, ensurePerson, ensureSeat } from "./organizations.ts";
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from "./sign-in/password-length.ts";

export { isFounded } from "./founding-token.ts";

export const firstUserInput = z.strictObject({
  name: z.string().trim().min(1).max(80),
  email: z.email().max(254),
  password: z
    .string()
    .min(
      SHORTEST_PASSWORD,
      `The password needs at least ${SHORTEST_PASSWORD} characters; a sentence is easy to remember.`,
    )
    .max(LONGEST_PASSWORD),
});
export type FirstUser = z.infer<typeof firstUserInput>;
export type Founding = Omit<z.infer<typeof foundNetworkSchema>, "kind">;

const TOKEN_WRONG: Problem = {
  code: "founding-token-wrong",
  sentence: "This address is not valid, or the network is founded already. Use the one that `npm start` printed last.",
};

const GUESSABLE: Problem = {
  code: "password-guessable",
  sentence:
    "This password is guessed early: it is common, repeats itself, or says who you are. A sentence of your own is better.",
  pointer: "/password",
};

/**
 * Founds the network and gives the first user every role of the founding member. Cut off in the middle it can be repeated
 * with the same token: an event that was recorded is found again, people are written last.
 */
export async function foundNetwork(
  token: string,
  input: Founding,
  firstUser: FirstUser,
): Promise<Result<Operation, Problem>> {
  if (!checkToken(token) || (await isFounded())) return refuse(TOKEN_WRONG);
  const command = foundNetworkSchema.safeParse({ ...input, kind: "found-network" });
  const person = firstUserInput.safeParse(firstUser);
  const issue = command.error?.issues[0] ?? person.error?.issues[0];
  if (issue || !command.success || !person.success) {
    return refuse({
      code: "input-invalid",
      sentence: issue?.message ?? "The form is not complete.",
      pointer: `/${issue?.path.join("/") ?? ""}`,
    });
  }
  const { founder } = command.data;
  const { isGuessable } = await import("./sign-in/guessable.ts");
  if (isGuessable(person.data.password, [person.data.name, person.data.email, founder.name, founder.member]))
    return refuse(GUESSABLE);
  const founderPerson = {
    by: "person",
    userId: "founder",
    email: person.data.email,
    member: founder.member,
    roles: ["admin"],
  } as const;
  const operation = await submit(founderPerson, command.data, { idempotencyKey: keyOf(command.data) });
  const cutOff =
    operation.problem?.code === "already-founded" && (await queries().memberOf(founder.member))?.hostedHere;
  if (operation.state !== "recorded" && !cutOff) return ok(operation);
  const organization = await ensureOrganization(founder.member, founder.name);
  const { id } = await ensurePerson(person.data);
  await ensureSeat(organization.id, id, ["admin", "registrar", "release-approver", "label-officer", "shipper"]);
  spendToken();
  return ok(operation);
}

function keyOf(command: object): string {
  return `founding ${createHash("sha256").update(JSON.stringify(command)).digest("hex").slice(0, 24)}`;
}
