import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { openQueue } from "./append-queue.ts";

describe("a queue of appends", () => {
  it("keeps the order, one batch at a time, each as large as what has waited", async () => {
    const batches: number[][] = [];
    let running = 0;
    const queue = openQueue<number, number>({
      async perform(jobs) {
        running += 1;
        expect(running).toBe(1);
        batches.push([...jobs]);
        await sleep(5);
        running -= 1;
        return jobs.map((job) => job * 10);
      },
      mostJobs: 4,
      mostWeight: 100,
    });
    const answers = await Promise.all([1, 2, 3, 4, 5, 6, 7].map((job) => queue.add(job, 1)));
    expect(answers).toEqual([10, 20, 30, 40, 50, 60, 70]);
    expect(batches).toEqual([
      [1, 2, 3, 4],
      [5, 6, 7],
    ]);
  });

  it("ends a batch with the job that makes it too heavy, and takes a heavy one alone", async () => {
    const sizes: number[] = [];
    const queue = openQueue<number, number>({
      perform: (jobs) => Promise.resolve(jobs.map((job) => sizes.push(jobs.length) && job)),
      mostJobs: 10,
      mostWeight: 10,
    });
    await Promise.all([9, 9, 9, 50, 1].map((weight) => queue.add(weight, weight)));
    expect(sizes).toEqual([2, 2, 2, 2, 1]);
  });

  it("fails one job for its own fault and all of a batch for the batch's, and goes on", async () => {
    let broken = false;
    const queue = openQueue<string, string>({
      perform(jobs) {
        if (broken) return Promise.reject(new Error("no disk"));
        return Promise.resolve(jobs.map((job) => (job === "bad" ? new Error("bad") : job)));
      },
      mostJobs: 10,
      mostWeight: 10,
    });
    const [good, bad] = await Promise.allSettled([queue.add("good", 1), queue.add("bad", 1)]);
    expect([good?.status, bad?.status]).toEqual(["fulfilled", "rejected"]);
    broken = true;
    await expect(queue.add("good", 1)).rejects.toThrow("no disk");
    broken = false;
    expect(await queue.add("good", 1)).toBe("good");
    await queue.idle();
  });
});
