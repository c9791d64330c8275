import { docsFile } from "@/lib/server/api/docs-files.ts";

export async function GET(_request: Request, { params }: { params: Promise<{ file?: string[] }> }): Promise<Response> {
  const { file = [] } = await params;
  return docsFile(file.join("/"));
}
