import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import type { Act } from "@/components/ui/outcome.ts";
import { requireActor } from "@/lib/server/session.ts";
import { followOperation } from "../follow-operation.ts";
import { chosenItems } from "./chosen-items.ts";
import { findMovable } from "./find-item.ts";
import { ItemsForm } from "./items-form.tsx";
import { lookUp } from "./look-up.ts";

type Props = {
  /** What is done, as its page says it. */
  words: "pack" | "ship" | "sell";
  action: Act;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
  confirm?: { title: string; text: string };
  children: ReactNode;
};

/** The form of a page that moves things: they are scanned, or came along in the URL. */
export async function MoveForm({ words, action, searchParams, confirm, children }: Props) {
  const actor = await requireActor();
  const t = await getTranslations(words);
  return (
    <ItemsForm
      words={words}
      action={action}
      follow={followOperation}
      lookUp={lookUp}
      chosen={await chosenItems(actor.member, searchParams, findMovable)}
      idempotencyKey={crypto.randomUUID()}
      label={t("title")}
      submit={t("submit")}
      promise={t("promise")}
      confirm={confirm}
    >
      {children}
    </ItemsForm>
  );
}
