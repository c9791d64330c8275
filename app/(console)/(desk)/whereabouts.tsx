import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ModuleRow } from "@/lib/usecases/queries.ts";
import { memberName } from "./member-name.ts";

type Props = { row: Pick<ModuleRow, "whereabouts" | "offer" | "disputed"> };

/** Who answers for a thing, in which cartons it is, and what keeps it from moving. */
export async function Whereabouts({ row: { whereabouts, offer, disputed } }: Props) {
  const t = await getTranslations("whereabouts");
  const who = whereabouts.at === "holder" ? whereabouts.holder : whereabouts.seller;
  const carton = whereabouts.inside.at(-1);
  const inner = whereabouts.inside[0];
  return (
    <span>
      {t(whereabouts.at, { name: await memberName(who) })}
      {inner && (
        <>
          {" · "}
          <Link className="link" href={`/containers/${inner.sscc}`}>
            {t("inCarton", { sscc: inner.sscc })}
          </Link>
          {carton && carton !== inner && ` · ${t("onPallet", { sscc: carton.sscc })}`}
        </>
      )}
      {offer && (
        <>
          {" · "}
          <Link className="link" href={`/transfers/${offer}`}>
            {t("offered")}
          </Link>
        </>
      )}
      {disputed && ` · ${t("disputed")}`}
    </span>
  );
}
