import { createContainer, listContainers } from "@/lib/server/api/endpoints/containers.ts";
import { serve } from "@/lib/server/api/serve.ts";

export const GET = serve(listContainers);
export const POST = serve(createContainer);
