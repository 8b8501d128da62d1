/** The worker's side of a pool: builds the job once, then computes what it is told to. */
import { parentPort, workerData } from 'node:worker_threads';
import type { DrawJob, DrawOutcome } from './draw.ts';
import type { DrawOrder, DrawReply } from './draw-pool.ts';

/** Serves draws of the job that `build` makes from the pool's data, until the pool ends the thread. Outside a worker thread it does nothing. */
export function serveDraws(build: (data: unknown) => DrawJob): void {
  if (parentPort === null) return;
  const port = parentPort;
  const job = build(workerData);
  port.on('message', (draws: DrawOrder) => {
    const finished = draws.map((draw): [number, DrawOutcome] => [draw, job.compute(draw)]);
    const reply: DrawReply = { finished };
    port.postMessage(reply);
  });
}
