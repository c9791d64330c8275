import { getFormatter, getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge.tsx";
import { ButtonLink } from "@/components/ui/button.tsx";
import { queries } from "@/lib/server/composition.ts";
import type { Actor } from "@/lib/usecases/actor.ts";
import { mayDo } from "@/lib/usecases/may.ts";
import type { ModuleMarks as Marks, ModuleRow } from "@/lib/usecases/queries.ts";
import { memberName } from "../../member-name.ts";
import { isOffered, type ListRecord, RECORDS } from "../../record/kinds.ts";

type Props = { row: ModuleRow; marks: Marks; actor: Actor };

/** What stands against this module or was done to it, and what may be recorded of it next. */
export async function ModuleMarks({ row, marks, actor }: Props) {
  const t = await getTranslations("modules");
  const format = await getFormatter();
  const record = await getTranslations("record");
  const day = (time: string) => format.dateTime(new Date(time), { dateStyle: "medium", timeZone: "UTC" });
  const { recalls, stolen, scrapped, installed, recode, activated } = marks;
  const said = [
    recalls.length > 0 && t("marks.recalled"),
    stolen && t("marks.stolen", { day: day(stolen) }),
    scrapped && t(scrapped.destroyed ? "marks.destroyed" : "marks.scrapped", { day: day(scrapped.at) }),
    installed && t("marks.installed", { day: day(installed) }),
    recode &&
      t("marks.recoded", {
        hostCoding: recode.hostCoding,
        by: await memberName(recode.by),
        day: day(recode.at),
      }),
    activated && t("marks.activated", { day: day(activated) }),
  ].filter((one) => typeof one === "string");
  const roles = (await queries().memberOf(actor.member))?.roles ?? [];
  const next = nextRecords(row, marks, actor).filter(
    (name) => mayDo(actor, RECORDS[name]).ok && isOffered(name, roles),
  );
  return (
    <>
      {said.length > 0 && (
        <ul className="mt-4 flex flex-wrap gap-2">
          {said.map((sentence) => (
            <li key={sentence}>
              <Badge mark="notice">{sentence}</Badge>
            </li>
          ))}
        </ul>
      )}
      {next.length > 0 && (
        <nav aria-label={t("recordNext")} className="mt-4 flex flex-wrap gap-2">
          {next.map((name) => (
            <ButtonLink key={name} look="quiet" href={`/record/${name}?item=${row.labelId}`}>
              {record(`${name}.title`)}
            </ButtonLink>
          ))}
        </nav>
      )}
    </>
  );
}

/** A courtesy: the ledger decides again on what is sent. */
function nextRecords({ whereabouts, maker }: ModuleRow, marks: Marks, { member }: Actor): readonly ListRecord[] {
  if (whereabouts.at === "sold") return whereabouts.seller === member || maker === member ? ["returns"] : [];
  if (whereabouts.holder !== member || marks.scrapped?.destroyed) return [];
  if (marks.scrapped) return ["restorations"];
  const loose = whereabouts.inside.length === 0;
  return [
    "inspections",
    ...(loose ? (["repairs", marks.installed ? "removals" : "installations", "scrappings"] as const) : []),
    marks.stolen ? "recoveries" : "thefts",
  ];
}
