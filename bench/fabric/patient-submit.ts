/** The baseline's own patience on a busy machine: what has left nothing behind is asked for again, and counted for the report. */
import { setTimeout as sleep } from "node:timers/promises";
import { status } from "@grpc/grpc-js";
import { CommitStatusError, type Contract, EndorseError, GatewayError } from "@hyperledger/fabric-gateway";

const TRIES = 10;
const PASSING: readonly number[] = [status.DEADLINE_EXCEEDED, status.UNAVAILABLE, status.FAILED_PRECONDITION];

/** How often something had to be asked for again since the process began. */
export const askedAgain = { endorsements: 0, statuses: 0 };

/** Resolves once a block has it as valid. A slow orderer's complaint about what another one has ordered already ends the wait: the peer is spared it. */
export async function submitPatiently(contract: Contract, name: string, ...args: string[]): Promise<void> {
  const transaction = await again(
    "endorsements",
    (fault) => fault instanceof EndorseError && PASSING.includes(fault.code),
    () => contract.newProposal(name, { arguments: args }).endorse(),
  );
  const commit = await transaction.submit().catch((fault) => {
    if (!(fault instanceof GatewayError)) throw fault;
  });
  if (!commit) return;
  const { successful, code } = await again(
    "statuses",
    (fault) => fault instanceof CommitStatusError,
    () => commit.getStatus(),
  );
  if (!successful) throw new Error(`${name} stands in a block as invalid, code ${code}`);
}

async function again<T>(
  what: keyof typeof askedAgain,
  passes: (fault: unknown) => boolean,
  work: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (fault) {
      if (!passes(fault) || attempt === TRIES) throw fault;
      askedAgain[what]++;
      await sleep(attempt * 200);
    }
  }
}
