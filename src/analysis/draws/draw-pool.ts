/** Draws in worker threads: each gets a few numbers at a time and sends back what it found. */
import { Worker } from 'node:worker_threads';
import type { DrawOutcome, DrawWorkers } from './draw.ts';

/** What goes to a worker: numbers of draws. */
export type DrawOrder = readonly number[];
/** What comes back, draw by draw, and that an order is finished. */
export interface DrawReply {
  readonly finished: readonly (readonly [draw: number, outcome: DrawOutcome])[];
}

/** Orders that a worker has at a time: one to work on, one waiting. */
const ORDERS_AHEAD = 2;
/** Above this many draws per worker an order holds several, so that messages cost nothing. */
const SINGLE_DRAWS = 1000;
const DRAWS_PER_ORDER = 64;

/**
 * Computes the draws on `threads` workers; `take` is called in the order in which they come in. A signal ends all workers at
 * once: draws that were under way are lost, others are not. Rejects with the error of a worker.
 */
export function drawInWorkers(
  { entry, data }: DrawWorkers,
  draws: readonly number[],
  threads: number,
  take: (draw: number, outcome: DrawOutcome) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (signal?.aborted) return Promise.resolve();
  const perOrder = draws.length > SINGLE_DRAWS * threads ? DRAWS_PER_ORDER : 1;
  let next = 0;
  let waiting = draws.length;
  return new Promise<void>((resolve, reject) => {
    const pool: Worker[] = [];
    let ended = false;
    const end = (settle: () => void): void => {
      if (ended) return;
      ended = true;
      signal?.removeEventListener('abort', stop);
      void Promise.all(pool.map((worker) => worker.terminate())).then(settle, reject);
    };
    const stop = (): void => end(resolve);
    const order = (worker: Worker): void => {
      if (next >= draws.length) return;
      const orders: DrawOrder = draws.slice(next, next + perOrder);
      next += perOrder;
      worker.postMessage(orders);
    };
    signal?.addEventListener('abort', stop, { once: true });
    for (let thread = 0; thread < threads; thread++) {
      const worker = new Worker(entry, { workerData: data });
      pool.push(worker);
      worker.on('message', ({ finished }: DrawReply) => {
        if (ended) return;
        try {
          for (const [draw, outcome] of finished) take(draw, outcome);
        } catch (error) {
          end(() => reject(error));
          return;
        }
        waiting -= finished.length;
        if (waiting === 0) end(resolve);
        else order(worker);
      });
      worker.on('error', (error) => end(() => reject(error)));
      worker.on('exit', (code) => end(() => reject(new Error(`a worker thread ended with code ${code}`))));
      for (let ahead = 0; ahead < ORDERS_AHEAD; ahead++) order(worker);
    }
  });
}
