/** Data files that a spec names relative to its folder, by absolute path. */
import { resolve } from 'node:path';
import type { DataSpec } from './paper.ts';

/** The section `data` with its files made absolute. */
export function dataIn(folder: string, { file, sampleData, delimiter, access }: DataSpec): DataSpec {
  return {
    ...(file !== undefined && { file: resolve(folder, file) }),
    ...(sampleData !== undefined && { sampleData: resolve(folder, sampleData) }),
    ...(delimiter && { delimiter }),
    ...(access && { access }),
  };
}
