/** A density from a sample: Gaussian kernel, Silverman's bandwidth. */
import { compensatedSum } from './moments.ts';
