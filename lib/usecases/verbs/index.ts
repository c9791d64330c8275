/** Every command has its verb; a forgotten one does not compile. */
import type { Result } from "../../domain/result.ts";
import type { Command, CommandKind } from "../commands.ts";
import type { Desk } from "../desk.ts";
import type { Problem } from "../operation.ts";
import type { Made, Verb } from "../verb.ts";
import { accept } from "./accept.ts";
import { activate } from "./activate.ts";
import { admitMember } from "./admit-member.ts";
import { changeMember } from "./change-member.ts";
import { correct } from "./correct.ts";
import { declareProduct } from "./declare-product.ts";
import { decline } from "./decline.ts";
import { foundNetwork } from "./found-network.ts";
import { declareLabelKey, revokeLabelKey } from "./label-keys.ts";
import { countSpoiled, declareApplied, openLabelOrder, withdrawLabelOrder } from "./label-orders.ts";
import { offer } from "./offer.ts";
import { pack } from "./pack.ts";
import { agreeToLift, liftRecall, recallLot } from "./recalls.ts";
import { recode } from "./recode.ts";
import { releaseLot } from "./release-lot.ts";
import { replaceLabel } from "./replace-label.ts";
import { scrap, undoScrap } from "./scrap.ts";
import { sell } from "./sell.ts";
import { suspendMember } from "./suspend-member.ts";
import { takeBack } from "./take-back.ts";
import { reportRecovered, reportStolen } from "./thefts.ts";
import { unpack } from "./unpack.ts";
import { voidLabels } from "./void-labels.ts";
import { withdrawLot } from "./withdraw-lot.ts";
import { withdrawTransfer } from "./withdraw-transfer.ts";
import { inspect, install, remove, repair } from "./work-on-modules.ts";

const VERBS: { readonly [K in CommandKind]: Verb<K> } = {
  activate,
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
  "declare-label-key": declareLabelKey,
  "revoke-label-key": revokeLabelKey,
  "void-labels": voidLabels,
  "replace-label": replaceLabel,
  "open-label-order": openLabelOrder,
  "withdraw-label-order": withdrawLabelOrder,
  "count-spoiled": countSpoiled,
  "declare-applied": declareApplied,
  "found-network": foundNetwork,
  "admit-member": admitMember,
  "suspend-member": suspendMember,
  "take-back": takeBack,
  inspect,
  repair,
  recode,
  install,
  remove,
  "report-stolen": reportStolen,
  "report-recovered": reportRecovered,
  scrap,
  "undo-scrap": undoScrap,
  correct,
  recall: recallLot,
  "agree-to-lift": agreeToLift,
  "lift-recall": liftRecall,
};

export function carryOut(command: Command, desk: Desk): Promise<Result<Made, Problem>> {
  // Kind and verb belong together by the table's own type; the compiler cannot follow a union through it.
  const verb = VERBS[command.kind] as Verb<CommandKind>;
  return verb(command, desk);
}
