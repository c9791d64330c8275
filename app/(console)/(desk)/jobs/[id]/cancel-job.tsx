"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { Notice } from "@/components/ui/notice.tsx";

/** Asks a job to stop, by the door that programs use; the worker hears it at the job's next step. */
export function CancelJob({ id, idempotencyKey }: { id: string; idempotencyKey: string }) {
  const t = useTranslations("jobs");
  const close = useTranslations("ui")("close");
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [said, setSaid] = useState<"cancelAsked" | "cancelRefused" | "cancelUnheard">();

  async function cancel() {
    setOpen(false);
    const answer = await fetch(`/api/v1/jobs/${id}/cancel`, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": idempotencyKey },
      body: "{}",
    }).catch(() => undefined);
    setSaid(answer?.ok ? "cancelAsked" : answer && answer.status < 500 ? "cancelRefused" : "cancelUnheard");
    router.refresh();
  }

  return (
    <div className="mt-4">
      {said && <Notice role="status">{t(said)}</Notice>}
      {said !== "cancelAsked" && (
        <Dialog
          trigger={t("cancel")}
          title={t("cancelTitle")}
          text={t("cancelText")}
          close={close}
          open={open}
          onOpen={setOpen}
        >
          <Button className="mt-4" onClick={cancel}>
            {t("cancelConfirm")}
          </Button>
        </Dialog>
      )}
    </div>
  );
}
