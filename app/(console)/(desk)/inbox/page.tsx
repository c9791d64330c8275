import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TransferList } from "./transfer-list.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("nav"))("inbox") };
}

export default function InboxPage({ searchParams }: PageProps<"/inbox">) {
  return <TransferList box="inbox" searchParams={searchParams} />;
}
