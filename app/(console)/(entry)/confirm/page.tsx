import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { PageHeading } from "@/components/ui/page-heading.tsx";
import { SubmitButton } from "@/components/ui/submit-button.tsx";
import { systemClock } from "@/lib/server/clock.ts";
import { waysToConfirm } from "@/lib/server/confirmation.ts";
import { requireActor } from "@/lib/server/session.ts";
import { confirmAddress, filePath, nextPath } from "@/lib/server/sign-in/next-path.ts";
import { CONFIRMED_MINUTES, isConfirmed } from "@/lib/usecases/confirmed-acts.ts";
import { confirmForFile } from "../../confirm-actions.ts";
import { ConfirmFieldsOfPage } from "../../confirm-fields.tsx";
import { GivenFile } from "./given-file.tsx";
import { PasskeyOfPage } from "./passkey-of-page.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("confirm"))("title") };
}

const REFUSED = { password: "passwordWrong", code: "codeWrong", tooMany: "tooMany", other: "other" } as const;

/** Stands before a file that an open browser must not be enough for. */
export default async function ConfirmPage({ searchParams }: PageProps<"/confirm">) {
  const actor = await requireActor();
  const { now, refused, ...given } = await searchParams;
  const [file, from] = [filePath(given.file), nextPath(given.from)];
  if (file === undefined) redirect(from);
  const t = await getTranslations("confirm");
  const address = confirmAddress(file, from);
  if (isConfirmed(actor.confirmedAt, systemClock.now()))
    return <GivenFile file={file} from={from} address={address} now={now === "1"} />;
  const words = await getTranslations("account.refused");
  const { code, passkeys } = await waysToConfirm(actor.userId);
  const word = isRefused(refused) ? words(REFUSED[refused]) : undefined;
  const field = refused === "password" || refused === "code" ? refused : undefined;
  return (
    <>
      <PageHeading title={t("title")} purpose={t("fileText", { minutes: CONFIRMED_MINUTES })} />
      {word && (
        <Notice role="alert" tone="fault" title={t("refused")}>
          {word}
        </Notice>
      )}
      {passkeys && <PasskeyOfPage origin={passkeys.origin} file={file} from={from} />}
      <form action={confirmForFile} aria-label={t("title")}>
        <input type="hidden" name="file" value={file} />
        <input type="hidden" name="from" value={from} />
        <input type="hidden" autoComplete="username" value={actor.email} readOnly />
        <ConfirmFieldsOfPage code={code} errors={word && field ? [{ field, sentence: word }] : []} />
        <SubmitButton className="w-full" look={passkeys ? "quiet" : "primary"}>
          {t("submit")}
        </SubmitButton>
      </form>
      <p className="mt-8">
        <ButtonLink look="plain" className="-ml-2" href={from}>
          {t("back")}
        </ButtonLink>
      </p>
    </>
  );
}

function isRefused(given: unknown): given is keyof typeof REFUSED {
  return typeof given === "string" && Object.hasOwn(REFUSED, given);
}
