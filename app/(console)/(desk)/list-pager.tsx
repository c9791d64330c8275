import { getTranslations } from "next-intl/server";
import { Pager } from "@/components/ui/pager.tsx";

type Props = { path: string; params: Record<string, string | undefined>; nextCursor: string | null };

/** Next page and back to the start of a list whose filters stand in the URL. */
export async function ListPager({ path, params, nextCursor }: Props) {
  const t = await getTranslations("ui");
  const { cursor, ...filters } = params;
  return (
    <Pager
      label={t("pages")}
      first={cursor ? { href: withQuery(path, filters), label: t("first") } : undefined}
      next={nextCursor ? { href: withQuery(path, { ...filters, cursor: nextCursor }), label: t("next") } : undefined}
    />
  );
}

/** A path with the parameters that have a value. */
export function withQuery(path: string, params: Record<string, string | undefined>): string {
  const query = new URLSearchParams(Object.entries(params).flatMap(([name, value]) => (value ? [[name, value]] : [])));
  return query.size > 0 ? `${path}?${query}` : path;
}
