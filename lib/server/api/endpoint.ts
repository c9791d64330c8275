import "server-only";
import type { z } from "zod";
import type { Actor, Scope } from "../../usecases/actor.ts";
import type { Act } from "../../usecases/confirmed-acts.ts";
import type { Problem } from "../../usecases/operation.ts";
import type { Doors } from "./doors.ts";

/** What a handler gives back; `answerRequest` turns it into a Response. */
export type Reply<Body = unknown> =
  | {
      readonly as: "json";
      readonly status: number;
      readonly body: Body;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | {
      readonly as: "bytes";
      readonly contentType: string;
      readonly bytes: ReadableStream<Uint8Array> | string;
      readonly fileName?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly as: "problem"; readonly problem: Problem };

/** One parsed request of a known actor. */
export type Call<Params, Query, Body> = {
  readonly actor: Actor;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly idempotencyKey?: string;
  readonly request: Request;
  readonly doors: Doors;
};

type Shape = z.ZodObject;

/** A request that needs no key. `actor` is there when a good key or a signed-in person came with it. */
export type PublicCall<Params, Query, Body> = Omit<Call<Params, Query, Body>, "actor"> & { readonly actor?: Actor };

/** Everything about one method of one path, said once: parsing, checks and the OpenAPI document come from it. */
export type Endpoint = Declared &
  (
    | { readonly access?: never; handle(call: Call<unknown, unknown, unknown>): Promise<Reply> }
    | { readonly access: "public"; handle(call: PublicCall<unknown, unknown, unknown>): Promise<Reply> }
  );

type Declared = {
  /** The OpenAPI operation id. */
  readonly id: string;
  readonly method: "GET" | "POST";
  /** Below `/api/v1`, parameters in braces. */
  readonly path: `/${string}`;
  readonly summary: string;
  readonly tag: string;
  /** What a key needs; a person needs a role that holds it. */
  readonly scope: Scope;
  readonly params?: Shape;
  readonly query?: Shape;
  /** JSON bodies only; an endpoint that takes a file declares `upload` and reads the request itself. */
  readonly body?: z.ZodType;
  readonly upload?: Readonly<Record<string, z.ZodType>>;
  /** The act that handing its file out is; commands name themselves. Nothing where what is asked for holds nobody's data. */
  handsOut?(query: unknown): Act | undefined;
  /** The JSON of every good answer. What is not in the schema does not leave. */
  readonly output?: z.ZodType;
  /** Content types of answers that are not JSON. */
  readonly files?: readonly string[];
  readonly statuses: readonly number[];
  /** Codes of the problems that are this endpoint's own; the common ones are added by the document. */
  readonly problems: readonly string[];
};

type Shapes<P extends Shape, Q extends Shape, B extends z.ZodType, O extends z.ZodType> = Omit<
  Declared,
  "params" | "query" | "body" | "output" | "handsOut"
> & {
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly output?: O;
  handsOut?(query: z.output<Q>): Act | undefined;
};
type Definition<P extends Shape, Q extends Shape, B extends z.ZodType, O extends z.ZodType> = Shapes<P, Q, B, O> & {
  handle(call: Call<z.output<P>, z.output<Q>, z.output<B>>): Promise<Reply<z.input<O>>>;
};
type PublicDefinition<P extends Shape, Q extends Shape, B extends z.ZodType, O extends z.ZodType> = Shapes<
  P,
  Q,
  B,
  O
> & { handle(call: PublicCall<z.output<P>, z.output<Q>, z.output<B>>): Promise<Reply<z.input<O>>> };

/** Ties the types of a handler to its own schemas. */
export function endpoint<
  P extends Shape = Shape,
  Q extends Shape = Shape,
  B extends z.ZodType = z.ZodType,
  O extends z.ZodType = z.ZodType,
>(definition: Definition<P, Q, B, O>): Endpoint {
  return definition;
}

/** As `endpoint`, for what anybody may ask. */
export function publicEndpoint<
  P extends Shape = Shape,
  Q extends Shape = Shape,
  B extends z.ZodType = z.ZodType,
  O extends z.ZodType = z.ZodType,
>(definition: PublicDefinition<P, Q, B, O>): Endpoint {
  return { ...definition, access: "public" };
}

export function json<Body>(body: Body, status = 200, headers?: Record<string, string>): Reply<Body> {
  return { as: "json", status, body, ...(headers && { headers }) };
}

export function no(code: string, sentence: string, pointer?: string): Reply<never> {
  return { as: "problem", problem: { code, sentence, ...(pointer !== undefined && { pointer }) } };
}

/** The same words whether the thing does not exist or is another member's. */
export function notFound(what: string): Reply<never> {
  return no("not-found", `There is no such ${what}, or it is not your organisation's. Check the identifier.`);
}
