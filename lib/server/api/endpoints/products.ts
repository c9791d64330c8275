import "server-only";
import { z } from "zod";
import { declareProduct } from "../../../usecases/commands.ts";
import { endpoint, json } from "../endpoint.ts";
import { pageOf, pageQuery } from "../schemas/common.ts";
import { product } from "../schemas/records.ts";
import { written } from "../schemas/write.ts";
import { write } from "../write.ts";

export const listProducts = endpoint({
  id: "listProducts",
  method: "GET",
  path: "/products",
  summary: "Products that your organisation declared",
  tag: "products",
  scope: "read",
  query: pageQuery,
  output: pageOf(product),
  statuses: [200],
  problems: [],
  handle: async ({ actor, query, doors }) => json(await doors.queries().products(actor.member, query)),
});

const newProduct = declareProduct.omit({ kind: true }).meta({ id: "NewProduct" });

export const createProduct = endpoint({
  id: "createProduct",
  method: "POST",
  path: "/products",
  summary: "Declares a product on the ledger",
  tag: "products",
  scope: "products:write",
  body: newProduct,
  output: written({ partNumber: z.string(), revision: z.string() }),
  statuses: [201, 202],
  problems: ["already-declared", "vendor-name-not-yours", "gtin-not-yours", "role-missing"],
  handle: (call) =>
    write(call, {
      command: { kind: "declare-product", ...call.body },
      status: 201,
      names: () => ({ partNumber: call.body.partNumber, revision: call.body.revision }),
      location: () => "/api/v1/products",
    }),
});
