/** What a spec answers for is set aside with its reason, and nothing else is. */
import { expect, it } from 'vitest';
import { lintText, placesOf } from './lint-text.ts';

const MODELS = `models:
  a: { estimator: ols, outcome: y, terms: [x, y] }
  ab: { estimator: ols, outcome: y, terms: [z, y] }
`;
const RULE = 'L006-outcome-among-terms';

it('silences a path and what is below it, not a name that begins alike', async () => {
  const report = await lintText(`${MODELS}lint: { ignore: [{ rule: ${RULE}, path: models.a, reason: a test }] }\n`);
  expect(placesOf(report)).toEqual([`${RULE} models.ab.terms[1]`]);
  expect(report.silenced.map(({ finding, reason }) => [finding.path, reason])).toEqual([
    ['models.a.terms[1]', 'a test'],
  ]);
});

it('silences a rule everywhere without a path', async () => {
  const report = await lintText(`${MODELS}lint: { ignore: [{ rule: ${RULE}, reason: a test }] }\n`);
  expect([placesOf(report), report.silenced.length]).toEqual([[], 2]);
});

it('says when an entry names no rule, or nothing is there to silence', async () => {
  const report = await lintText(`${MODELS}lint:
  ignore:
    - { rule: L006-outcome, reason: a test }
    - { rule: ${RULE}, path: models.b, reason: a test }
    - { rule: L013-few-clusters, reason: needs data and has none }
`);
  expect(report.findings.filter(({ rule }) => rule === 'L077-unused-ignore').map(({ finding }) => finding.en)).toEqual([
    'no rule "L006-outcome"',
    `${RULE} finds nothing at models.b to silence`,
  ]);
});

it('needs a reason', async () => {
  await expect(lintText(`${MODELS}lint: { ignore: [{ rule: ${RULE} }] }\n`)).rejects.toThrow(/reason/);
});
