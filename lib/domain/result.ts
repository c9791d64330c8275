/** Answers that are values: a good one, or a refusal that says why. Faults (a dead disk) are exceptions instead. */

export type Ok<T> = { readonly ok: true; readonly value: T };
export type Refused<E> = { readonly ok: false; readonly error: E };
export type Result<T, E> = Ok<T> | Refused<E>;

export function ok<T>(value: T): Ok<T> {
  return { ok: true, value };
}

export function refuse<E>(error: E): Refused<E> {
  return { ok: false, error };
}

/** The value of a result that must be good; throws with the refusal as `cause` where the caller made it so. */
export function expectOk<T, E>(result: Result<T, E>): T {
  if (result.ok) return result.value;
  throw new Error(`expected an answer, got a refusal: ${JSON.stringify(result.error)}`, { cause: result.error });
}
