/** Sentences of the text, declared as claims about cells: a direction, a difference, the lowest of several. */
import { normalTwoSided } from '../../../numerics/distributions.ts';
import type { PublishedCell } from '../../published/schema.ts';
import { type Check, type Found, found } from '../check.ts';
import { type CellOf, type Claims, placesOf } from '../claims.ts';
import { differenceText } from './subgroups.ts';

const LEVEL = 0.05;

export const claimsOfText: Check = {
  name: 'claims',
  summary: 'sentences of the text, declared in audit.yaml: a direction, a difference, the lowest of several',
  run: (claims) => claims.relations.claims.map((claim) => oneClaim(claims, claim)),
};

function oneClaim(claims: Claims, { where, text, says, cells }: Claims['relations']['claims'][number]): Found {
  const said = `${where}: "${text}"`;
  if (says === 'lowest') return lowest(claims, said, cells);
  const marked = cells.map((name) => claims.places.get(name)!.cell);
  if ((says === 'differ' || says === 'same') && marked.every(isTested)) return tested(said, says, cells, marked);
  const estimates = placesOf(claims, 'estimate');
  const places = cells.flatMap((name) => estimates.filter((place) => place.name === name));
  if (places.length < cells.length) return found('unverifiable', cells, `${said}; not all of them are estimates`);
  if (says === 'differ' || says === 'same') {
    if (places.length !== 2) return found('unverifiable', cells, `${said}; two estimates are compared at a time`);
    const { text: difference, p } = differenceText(places[0]!.cell, places[1]!.cell);
    return found(p < LEVEL === (says === 'differ') ? 'consistent' : 'inconsistent', cells, `${said}; ${difference}`);
  }
  const way = says === 'negative' ? -1 : 1;
  const shownP = places.map(({ name, cell }) => ({ name, cell, p: cell.se > 0 ? pOf(cell) : Number.NaN }));
  const shown = shownP.map(({ cell, p }) => `${cell.est} (p ${p.toFixed(3)})`).join(', ');
  const holds = shownP.every(({ cell, p }) => cell.est * way > 0 && p < LEVEL);
  return found(holds ? 'consistent' : 'inconsistent', cells, `${said}; ${shown}`);
}

type Tested = CellOf<'p_value'> | CellOf<'difference'>;

function isTested(cell: PublishedCell): cell is Tested {
  return cell.type === 'p_value' || cell.type === 'difference';
}

/** A printed p value, or a difference by its stars. */
function tested(said: string, says: 'differ' | 'same', cells: readonly string[], marked: readonly Tested[]): Found {
  const differs = marked.map((cell) => (cell.type === 'p_value' ? cell.est < LEVEL : cell.stars !== ''));
  const shown = marked.map((cell) => (cell.type === 'p_value' ? `p ${cell.printed}` : cell.printed)).join(', ');
  const holds = differs.every((one) => one === (says === 'differ'));
  return found(holds ? 'consistent' : 'inconsistent', cells, `${said}; printed ${shown}`);
}

function pOf({ est, se }: CellOf<'estimate'>): number {
  return normalTwoSided(Math.abs(est) / se);
}

function lowest(claims: Claims, said: string, cells: readonly string[]): Found {
  const values = cells.map((name) => {
    const { cell } = claims.places.get(name)!;
    return 'est' in cell ? cell.est : Number.NaN;
  });
  const holds = values.slice(1).every((value) => values[0]! < value);
  return found(
    holds ? 'consistent' : 'inconsistent',
    cells,
    `${said}; ${values[0]} beside ${values.slice(1).join(', ')}`,
  );
}
