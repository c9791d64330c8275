import { getTranslations } from "next-intl/server";
import { SheetPlan } from "@/components/label/sheet-plan.tsx";
import { Button, ButtonLink, DownloadLink } from "@/components/ui/button.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { SelectField, TextField } from "@/components/ui/field.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { placesOn, SHEETS, type SheetName } from "@/lib/domain/label/sheet.ts";
import { mayUse } from "@/lib/server/api/permission.ts";
import { labelBook, whyNotPrintable } from "@/lib/server/composition.ts";
import { withQuery } from "../../../list-pager.tsx";
import { textParams } from "../../../params.ts";
import { lotPath } from "../../lot-table.tsx";
import { lotOf } from "../lot-of.ts";
import { Paper } from "./paper.tsx";
import { printRange } from "./print-range.ts";

const NAMES = Object.keys(SHEETS) as SheetName[];
const SVG_LABELS = 100;
const MOST_COPIES = 10;
const WHY_NOT = ["labels-gone", "secrets-gone", "labels-unreachable"] as const;

/** What to print is the URL: preset, range, first free place. The files themselves come from the label route. */
export default async function LotLabelsPage({ params, searchParams }: PageProps<"/lots/[lotId]/labels">) {
  const { actor, lot } = await lotOf((await params).lotId);
  const t = await getTranslations("labels");
  // The codes of a withdrawn lot may lie here still; nothing hands them out.
  if (!lot.labelsPrintable || lot.status === "withdrawn")
    return (
      <>
        <EmptyState title={t("gone")} text={t(lot.status === "withdrawn" ? "goneWithdrawn" : "goneText")} />
        {lot.status !== "withdrawn" && (
          <Paper lot={lot} actor={actor} counts={await labelBook(actor.member).counts(lot.subject)} />
        )}
      </>
    );
  if (!mayUse(actor, "labels:read").ok) return <EmptyState title={t("notYours")} text={t("notYoursText")} />;
  const given = await textParams(searchParams, "label", "preset", "first", "count", "copies", "start");
  const label = given.label === "bag" && lot.labelKey ? "bag" : "body";
  const preset = NAMES.find((name) => name === given.preset) ?? "a4-24";
  const sheet = SHEETS[preset];
  const { first, count, start } = printRange(given, lot.count, placesOn(sheet));
  const path = lotPath(lot.lotId);
  const copies = Math.min(Math.max(Number(given.copies) || 1, 1), MOST_COPIES);
  const query: Record<string, string> =
    label === "bag"
      ? { label, preset, start: String(start) }
      : { preset, from: String(first - 1), count: String(count), copies: String(copies), start: String(start) };
  const printed = label === "bag" ? lot.count : count * copies;
  const counts = await labelBook(actor.member).counts(lot.subject);
  const why = await whyNotPrintable(lot.subject, label);
  const missing = why && (WHY_NOT.find((code) => code === why) ?? "labels-unreachable");
  const file = (format: string) => withQuery(`/api/v1${path}/labels.${format}`, query);
  return (
    <div className="grid gap-8 lg:grid-cols-[22rem_1fr]">
      <div>
        {lot.status === "registered" && (
          <Notice className="mt-0" title={t("notReleased")}>
            {t("notReleasedText")}
          </Notice>
        )}
        <form method="get" action={`${path}/labels`}>
          {lot.labelKey && (
            <SelectField
              name="label"
              label={t("kind")}
              defaultValue={label}
              choices={(["body", "bag"] as const).map((value) => ({ value, label: t(`kindOf.${value}`) }))}
              className="mt-0"
            />
          )}
          <SelectField
            name="preset"
            label={t("preset")}
            defaultValue={preset}
            choices={NAMES.map((name) => ({ value: name, label: t(`presetOf.${name}`) }))}
            className="mt-0"
          />
          <div className="grid grid-cols-2 gap-x-3 sm:grid-cols-4 lg:grid-cols-2">
            {label === "body" && (
              <>
                <TextField name="first" label={t("first")} type="number" min={1} max={lot.count} defaultValue={first} />
                <TextField name="count" label={t("count")} type="number" min={1} max={lot.count} defaultValue={count} />
                <TextField
                  name="copies"
                  label={t("copies")}
                  type="number"
                  min={1}
                  max={MOST_COPIES}
                  defaultValue={copies}
                />
              </>
            )}
            <TextField
              name="start"
              label={t("start")}
              type="number"
              min={1}
              max={placesOn(sheet)}
              defaultValue={start}
            />
          </div>
          <p className="text-sm text-ink-muted">{t("startHint")}</p>
          <Button type="submit" look="quiet" className="mt-3">
            {t("show")}
          </Button>
        </form>
        {missing ? (
          <Notice className="mt-6" title={t("notPrintable")}>
            {t(`missing.${missing}`)}
          </Notice>
        ) : (
          <>
            <p className="mt-6 font-semibold">
              {t("willPrint", { count: printed, pages: Math.ceil((start - 1 + printed) / placesOn(sheet)) })}
            </p>
            {label === "bag" ? (
              <Notice tone="accent" title={t("once")}>
                {t("onceText")}
              </Notice>
            ) : (
              <p className="mt-1">{t("countsAsPrinted", { count: printed })}</p>
            )}
            <div className="mt-3 flex flex-wrap gap-2">
              <DownloadLink look="primary" href={file("pdf")}>
                {t("pdf")}
              </DownloadLink>
              <DownloadLink href={file("zpl")}>ZPL</DownloadLink>
              <DownloadLink href={file("csv")}>CSV</DownloadLink>
              {printed <= SVG_LABELS && <DownloadLink href={file("svg")}>SVG</DownloadLink>}
            </div>
            <p className="mt-3 text-sm text-ink-muted">{t("scale")}</p>
          </>
        )}
        <ButtonLink look="plain" className="-ml-2" href={path}>
          {t("back")}
        </ButtonLink>
      </div>
      <SheetPlan
        caption={t("plan", { width: sheet.page.width, height: sheet.page.height })}
        sheet={sheet}
        start={start}
        count={printed}
        sample={withQuery(`/api/v1${path}/labels.svg`, { label, preset, specimen: "true" })}
        sampleText={t("specimenText", { width: sheet.label.width, height: sheet.label.height })}
      />
      <div className="lg:col-span-2">
        <Paper lot={lot} actor={actor} counts={counts} />
      </div>
    </div>
  );
}
