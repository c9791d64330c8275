"use client";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { TickField } from "@/components/ui/field.tsx";
import type { LotInput } from "@/lib/usecases/commands.ts";
import type { Preview } from "./preview-lot-file.ts";

type Props = {
  lot: LotInput;
  preview: Preview;
  memberName: string;
  onConfirm: (onError: "refuse" | "skip") => void;
};

/** The last look: says in words what will happen, and lets a person choose what to do with bad rows. */
export function ConfirmLot({ lot, preview, memberName, onConfirm }: Props) {
  const t = useTranslations("lotFile");
  const format = useFormatter();
  const [skip, setSkip] = useState(false);
  const good = preview.rows - preview.badRows;
  const blocked = preview.badRows > 0 && !skip;
  const rows = preview.whole ? "counted" : skip ? "right" : "all";
  const counted = { rows, count: format.number(good), many: good };
  return (
    <section className="panel mt-6 p-5">
      <h2 className="font-semibold">{t("confirm")}</h2>
      <p className="mt-2">
        {blocked
          ? t("confirmBlocked", { bad: preview.badRows })
          : t("confirmText", { ...counted, lot: lot.lotId, partNumber: lot.partNumber, member: memberName })}
      </p>
      {!blocked && skip && preview.whole && <p className="mt-1">{t("confirmLeftOut", { bad: preview.badRows })}</p>}
      {!blocked && lot.labelKey && <p className="mt-1">{t("confirmBags", { ...counted, kid: lot.labelKey })}</p>}
      <p className="mt-1 text-sm text-ink-muted">{t("confirmUndo")}</p>
      {(preview.badRows > 0 || !preview.whole) && (
        <TickField
          name="skip"
          label={t("skip")}
          hint={t("skipHint")}
          checked={skip}
          onChange={(event) => setSkip(event.target.checked)}
        />
      )}
      <Button className="mt-4" disabled={blocked} onClick={() => onConfirm(skip ? "skip" : "refuse")}>
        {t("register", counted)}
      </Button>
    </section>
  );
}
