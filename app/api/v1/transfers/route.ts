import { createTransfer, listTransfers } from "@/lib/server/api/endpoints/transfers.ts";
import { serve } from "@/lib/server/api/serve.ts";

export const GET = serve(listTransfers);
export const POST = serve(createTransfer);
