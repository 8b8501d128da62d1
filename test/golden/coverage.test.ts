/** No reference case is left over in silence: it runs here, or `not-covered.json` says why not. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import notCovered from './not-covered.json' with { type: 'json' };

const here = import.meta.dirname;
const shared = join(here, '../../../shared/oracle/cases');
const names = (folder: string) => readdirSync(folder).map((name) => name.replace(/\.json$/, ''));
const covered = new Set(names(join(here, 'cases')));

it('every case without a run has a written reason, and none has both', () => {
  expect(Object.entries(notCovered).filter(([id, reason]) => covered.has(id) || reason.length < 20)).toEqual([]);
});

it.skipIf(!existsSync(shared))('every reference case beside the project runs here or is listed', () => {
  expect(names(shared).filter((id) => !covered.has(id) && !Object.hasOwn(notCovered, id))).toEqual([]);
});
