/** The entry of a worker that serves toy draws. */
import { serveDraws } from '../../../src/analysis/draws/serve-draws.ts';
import { type ToyData, toyJob } from './toy-job.ts';

serveDraws((data) => toyJob(data as ToyData));
