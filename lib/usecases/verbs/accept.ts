/** A receiver takes over what arrived, and names what did not. */
import type { Subject, TransferException } from "../../domain/event/event.ts";
import { ok, type Result } from "../../domain/result.ts";
import type { Desk } from "../desk.ts";
import type { Problem } from "../operation.ts";
import { byPerson, type CommandOf, problem, type Verb } from "../verb.ts";
import { wayUp } from "./containers.ts";
import { openTransferOf } from "./transfers.ts";

type Excepted = NonNullable<CommandOf<"accept">["except"]>;

export const accept: Verb<"accept"> = async ({ transferId, except = [] }, desk) => {
  const open = await openTransferOf(transferId, "receiver", desk);
  if (!open.ok) return open;
  const checked = await desk.deps.consignments.check(transferId, open.value.transfer.consignment);
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
