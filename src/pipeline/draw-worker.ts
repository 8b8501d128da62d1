/** The entry of a worker thread: loads the analysis from its texts and serves the draws of one task. */
import { serveDraws } from '../analysis/draws/serve-draws.ts';
import { reloadAnalysis } from '../spec/reload.ts';
import { jobOf, type ShippedTask } from './draw-task.ts';

serveDraws((data) => {
  const task = data as ShippedTask;
  return jobOf(reloadAnalysis(task.origin, task.settings), task);
});
