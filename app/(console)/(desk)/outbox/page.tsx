import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TransferList } from "../inbox/transfer-list.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("nav"))("outbox") };
}

export default function OutboxPage({ searchParams }: PageProps<"/outbox">) {
  return <TransferList box="outbox" searchParams={searchParams} />;
}
