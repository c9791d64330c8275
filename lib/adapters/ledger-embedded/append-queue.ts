/** Appends wait here for each other: what arrives while one batch is being committed makes the next one. */
export type Waiting<Job, Answer> = {
  readonly job: Job;
  readonly weight: number;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (fault: unknown) => void;
};

/**
 * Runs `perform` over batches, one after the other, in the order of arrival.
 * `perform` answers for each job, in order, an answer or the fault of that one job; when it throws, the whole batch fails.
 */
export function openQueue<Job, Answer>(options: {
  readonly perform: (jobs: readonly Job[]) => Promise<readonly (Answer | Error)[]>;
  readonly mostJobs: number;
  /** A batch ends with the job that brings it over this weight. */
  readonly mostWeight: number;
}) {
  const waiting: Waiting<Job, Answer>[] = [];
  let running: Promise<void> | undefined;

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const batch = takeBatch();
      try {
        const answers = await options.perform(batch.map(({ job }) => job));
        for (const [at, one] of batch.entries()) {
          const answer = answers[at]!;
          if (answer instanceof Error) one.reject(answer);
          else one.resolve(answer);
        }
      } catch (fault) {
        for (const one of batch) one.reject(fault);
      }
    }
    running = undefined;
  }

  function takeBatch(): Waiting<Job, Answer>[] {
    let weight = 0;
    let count = 0;
    while (count < waiting.length && count < options.mostJobs && weight < options.mostWeight)
      weight += waiting[count++]!.weight;
    return waiting.splice(0, count);
  }

  return {
    add(job: Job, weight: number): Promise<Answer> {
      return new Promise((resolve, reject) => {
        waiting.push({ job, weight, resolve, reject });
        running ??= Promise.resolve().then(drain);
      });
    },
    /** Resolves when nothing waits any more. */
    async idle(): Promise<void> {
      while (running) await running;
    },
  };
}
