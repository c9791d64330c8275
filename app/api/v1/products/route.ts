import { createProduct, listProducts } from "@/lib/server/api/endpoints/products.ts";
import { serve } from "@/lib/server/api/serve.ts";

export const GET = serve(listProducts);
export const POST = serve(createProduct);
