/** A receiver takes over what arrived, and names what did not. */
import type { Subject, TransferException } from "../../domain/event/event.ts";
import type { TransferState } from "../../domain/event/state.ts";
import { ok, type Result } from "../../domain/result.ts";
import type { ConsignmentProblem } from "../../ports/records.ts";
import type { Desk } from "../desk.ts";
import type { Problem } from "../operation.ts";
import { byPerson, type CommandOf, problem, type Verb } from "../verb.ts";
import { wayUp } from "./containers.ts";
import { openTransferOf } from "./transfers.ts";

type Excepted = NonNullable<CommandOf<"accept">["except"]>;

export const accept: Verb<"accept"> = async ({ transferId, except = [] }, desk) => {
  const open = await openTransferOf(transferId, "receiver", desk);
  if (!open.ok) return open;
  const checked = await checkedConsignment(transferId, open.value.transfer, desk);
  if (!checked.ok) return problem(checked.error.code, checked.error.detail);
  const exceptions = await exceptionsOf(except, open.value.items, desk);
  if (!exceptions.ok) return exceptions;
  const written = await desk.write({
    fact: { kind: "transfer-accepted", transfer: transferId, except: exceptions.value },
    contents: open.value.items,
    signedBy: byPerson(desk.actor),
  });
  if (!written.ok) return written;
  const notes = except.flatMap(({ note }, at) => (note ? [{ subject: exceptions.value[at]!.path.at(-1)!, note }] : []));
  await desk.deps.office.noteExceptions(transferId, notes);
  return ok({ transferId });
};

/** Nobody takes over what it has no records of: what is not here yet is fetched at the giver's once more. */
async function checkedConsignment(
  transfer: string,
  { consignment, to }: TransferState,
  { deps }: Desk,
): Promise<Result<void, ConsignmentProblem>> {
  const first = await deps.consignments.check(transfer, consignment);
  if (first.ok || first.error.code !== "consignment-missing" || !deps.fetchConsignment) return first;
  const fetched = await deps.fetchConsignment({ transfer, consignment, receiver: to });
  return fetched.ok ? deps.consignments.check(transfer, consignment) : fetched;
}

/** Each excepted thing by the way down from the offered one, in the order asked. */
async function exceptionsOf(
  except: Excepted,
  offered: readonly Subject[],
  desk: Desk,
): Promise<Result<TransferException[], Problem>> {
  const resolved = await desk.resolve(
    except.map(({ item }) => item),
    "/except",
  );
  if (!resolved.ok) return resolved;
  const exceptions: TransferException[] = [];
  for (const [at, { subject, name }] of resolved.value.entries()) {
    const way = await wayUp(subject, desk);
    if (!offered.includes(way.at(-1)!))
      return problem(
        "exception-invalid",
        `${name} is not part of this transfer. Leave it out; only its holder can offer it.`,
        `/except/${at}/item`,
      );
    exceptions.push({ path: way.reverse(), reason: except[at]!.reason });
  }
  return ok(exceptions);
}
