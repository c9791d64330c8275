import { z } from "zod";
import { firstUserInput } from "@/lib/server/founding.ts";
import { foundNetwork } from "@/lib/usecases/commands.ts";

const { name: network, founder } = foundNetwork.shape;
const { name: memberName, member, ...organisation } = founder.shape;

/** What the founding asks for, under the names and in the order of its form: one reading names all that is wrong. */
export const foundingForm = z.object({
  token: z.string().min(1),
  network,
  memberName,
  member,
  ...organisation,
  ...firstUserInput.shape,
});
