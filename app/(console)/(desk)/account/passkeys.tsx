import { getTranslations } from "next-intl/server";
import { Table } from "@/components/ui/table.tsx";
import { TimeText } from "@/components/ui/time-text.tsx";
import { listPasskeys, placeOfPasskeys } from "@/lib/server/passkeys.ts";
import { AddPasskey } from "./add-passkey.tsx";
import { RemovePasskey } from "./remove-passkey.tsx";

/** The passkeys of a person, and a way to add one where the installation has a domain name. */
export async function Passkeys({ userId }: { userId: string }) {
  const t = await getTranslations("passkey");
  const passkeys = await listPasskeys(userId);
  const place = placeOfPasskeys();
  return (
    <>
      {passkeys.length === 0 ? (
        <p className="mb-3">{t("none")}</p>
      ) : (
        <div className="mb-3">
          <Table
            caption={t("title")}
            columns={[
              { key: "name", label: t("name") },
              { key: "since", label: t("since") },
              { key: "remove", label: t("remove"), action: true },
            ]}
            rows={passkeys.map(({ id, name, since }) => ({
              key: id,
              cells: [name, <TimeText key="since" time={since} />, <RemovePasskey key="remove" id={id} name={name} />],
            }))}
          />
        </div>
      )}
      {place ? <AddPasskey origin={place.origin} /> : <p className="text-ink-muted">{t("noDomain")}</p>}
    </>
  );
}
