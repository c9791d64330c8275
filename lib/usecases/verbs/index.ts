/** Every command has its verb; a forgotten one does not compile. */
import type { Result } from "../../domain/result.ts";
import type { Command, CommandKind } from "../commands.ts";
import type { Desk } from "../desk.ts";
import type { Problem } from "../operation.ts";
import type { Made, Verb } from "../verb.ts";
import { accept } from "./accept.ts";
import { admitMember } from "./admit-member.ts";
import { changeMember } from "./change-member.ts";
import { declareProduct } from "./declare-product.ts";
import { decline } from "./decline.ts";
import { foundNetwork } from "./found-network.ts";
import { offer } from "./offer.ts";
import { pack } from "./pack.ts";
import { releaseLot } from "./release-lot.ts";
import { sell } from "./sell.ts";
import { unpack } from "./unpack.ts";
import { withdrawLot } from "./withdraw-lot.ts";
import { withdrawTransfer } from "./withdraw-transfer.ts";

const VERBS: { readonly [K in CommandKind]: Verb<K> } = {
  "declare-product": declareProduct,
  "release-lot": releaseLot,
  "withdraw-lot": withdrawLot,
  pack,
  unpack,
  offer,
  accept,
  decline,
  "withdraw-transfer": withdrawTransfer,
  sell,
  "change-member": changeMember,
  "found-network": foundNetwork,
  "admit-member": admitMember,
};

export function carryOut(command: Command, desk: Desk): Promise<Result<Made, Problem>> {
  // Kind and verb belong together by the table's own type; the compiler cannot follow a union through it.
  const verb = VERBS[command.kind] as Verb<CommandKind>;
  return verb(command, desk);
}
