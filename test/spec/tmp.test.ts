import { it } from 'vitest';
import { loadPaper } from '../../src/spec/load-paper.ts';
import { loadPublished } from '../../src/spec/load-published.ts';

it('x', () => {
  const t = performance.now();
  try {
    console.log(loadPaper('specs/reimb').models.size);
  } catch (e) {
    console.log((e as Error).message);
  }
  console.log(performance.now() - t);
  console.log(loadPublished('specs/reimb')?.tables.length, performance.now() - t);
});
