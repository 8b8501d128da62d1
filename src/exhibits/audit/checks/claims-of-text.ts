/** Sentences of the text, declared as claims about cells: a direction, a difference, the lowest of several. */
import { normalTwoSided } from '../../../numerics/distributions.ts';
import { type Bilingual, en, unworded, zh } from '../../../results/text.ts';
import type { PublishedCell } from '../../published/schema.ts';
import { also, type Check, type Found, found } from '../check.ts';
import { type CellOf, type Claims, placesOf } from '../claims.ts';
import { differenceText } from './subgroups.ts';

const LEVEL = 0.05;

export const claimsOfText: Check = {
  name: 'claims',
  summary: 'sentences of the text, declared in audit.yaml: a direction, a difference, the lowest of several',
  run: (claims) => claims.relations.claims.map((claim) => oneClaim(claims, claim)),
};

function oneClaim(claims: Claims, { where, text, says, cells }: Claims['relations']['claims'][number]): Found {
  const said = { en: en`${where}: "${text}"`, zh: zh`${where}：“${text}”` };
  if (says === 'lowest') return lowest(claims, said, cells);
  const marked = cells.map((name) => claims.places.get(name)!.cell);
  if ((says === 'differ' || says === 'same') && marked.every(isTested)) return tested(said, says, cells, marked);
  const estimates = placesOf(claims, 'estimate');
  const places = cells.flatMap((name) => estimates.filter((place) => place.name === name));
  if (places.length < cells.length)
    return found('unverifiable', cells, also(said, { en: 'not all of them are estimates', zh: '并非全是估计值' }));
  if (says === 'differ' || says === 'same') {
    if (places.length !== 2)
      return found(
        'unverifiable',
        cells,
        also(said, { en: 'two estimates are compared at a time', zh: '每次只比较两个估计值' }),
      );
    const { text: difference, p } = differenceText(places[0]!.cell, places[1]!.cell);
    return found(p < LEVEL === (says === 'differ') ? 'consistent' : 'inconsistent', cells, also(said, difference));
  }
  const way = says === 'negative' ? -1 : 1;
  const shownP = places.map(({ name, cell }) => ({ name, cell, p: cell.se > 0 ? pOf(cell) : Number.NaN }));
  const shown = shownP.map(({ cell, p }) => `${cell.est} (p ${p.toFixed(3)})`).join(', ');
  const holds = shownP.every(({ cell, p }) => cell.est * way > 0 && p < LEVEL);
  return found(holds ? 'consistent' : 'inconsistent', cells, also(said, unworded(shown)));
}

type Tested = CellOf<'p_value'> | CellOf<'difference'>;

function isTested(cell: PublishedCell): cell is Tested {
  return cell.type === 'p_value' || cell.type === 'difference';
}

/** A printed p value, or a difference by its stars. */
function tested(said: Bilingual, says: 'differ' | 'same', cells: readonly string[], marked: readonly Tested[]): Found {
  const differs = marked.map((cell) => (cell.type === 'p_value' ? cell.est < LEVEL : cell.stars !== ''));
  const shown = marked.map((cell) => (cell.type === 'p_value' ? `p ${cell.printed}` : cell.printed)).join(', ');
  const holds = differs.every((one) => one === (says === 'differ'));
  return found(
    holds ? 'consistent' : 'inconsistent',
    cells,
    also(said, { en: `printed ${shown}`, zh: `文中为 ${shown}` }),
  );
}

function pOf({ est, se }: CellOf<'estimate'>): number {
  return normalTwoSided(Math.abs(est) / se);
}

function lowest(claims: Claims, said: Bilingual, cells: readonly string[]): Found {
  const values = cells.map((name) => {
    const { cell } = claims.places.get(name)!;
    return 'est' in cell ? cell.est : Number.NaN;
  });
  const holds = values.slice(1).every((value) => values[0]! < value);
  return found(
    holds ? 'consistent' : 'inconsistent',
    cells,
    also(said, {
      en: `${values[0]} beside ${values.slice(1).join(', ')}`,
      zh: `${values[0]}，其余为 ${values.slice(1).join(', ')}`,
    }),
  );
}
