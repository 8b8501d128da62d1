/** Every rule finds its smallest fault where it is, and leaves the nearest sound spec alone. */
import { describe, expect, it } from 'vitest';
import { rules } from '../../src/lint/registry.ts';
import { cases } from './cases.ts';
import { lintText, placesOf } from './lint-text.ts';

/** Tested on a folder, which alone has printed numbers: shipped.test.ts. */
const ON_A_FOLDER = ['L075-published-name-unknown'];

describe('rules', () => {
  it('are all tried, under ids that are told apart by number and name', () => {
    const ids = rules.map(({ id }) => id);
    expect([...cases.map(({ rule }) => rule), ...ON_A_FOLDER].sort()).toEqual([...ids].sort());
    expect(new Set(ids.map((id) => id.slice(0, 4))).size).toBe(ids.length);
    expect(ids.every((id) => /^L\d{3}-[a-z0-9-]+$/.test(id))).toBe(true);
    expect(ids.length).toBeGreaterThanOrEqual(25);
  });

  it.each(cases)('$rule finds', async ({ rule, found, at, data }) => {
    expect(placesOf(await lintText(found, data), rule)).toEqual(at.map((path) => `${rule} ${path}`));
  });

  it.each(cases)('$rule leaves alone', async ({ rule, sound, data, soundData }) => {
    expect(placesOf(await lintText(sound, soundData ?? data), rule)).toEqual([]);
  });

  it.each(cases.filter(({ data }) => data !== undefined))('$rule is named when data are missing', async (one) => {
    const { notRun } = await lintText(one.found);
    const partly = rules.find(({ id }) => id === one.rule)?.spec !== undefined;
    expect(notRun.includes(one.rule)).toBe(!partly);
  });

  it('asks what lies in what: effects and clusters finer or coarser than the adopting unit', async () => {
    const data = `unit,time,adopted,y,part,block\n${Array.from({ length: 96 }, (_, i) => {
      const unit = i % 8;
      const time = 2010 + 2 * (Math.floor(i / 8) % 3);
      const part = `${unit}${Math.floor(i / 24) % 2}`;
      return [`u${unit}`, time, unit < 4 ? 2012 : '', (i * 7) % 11, `p${part}`, `b${unit % 4}`].join(',');
    }).join('\n')}\n`;
    const spec = (effects: string, by: string) => `samples:
  s:
    steps:
      - derive: { on: "if(adopted is missing, 0, if(time >= adopted, 1, 0))" }
      - adoption: { since: { key: unit, treated: on, time: time } }
models:
  m:
    sample: s
    estimator: ols
    outcome: y
    terms: [{ treated_post: { adopted: since, time: time } }]
    fixed_effects: ${effects}
    vcov: { cluster: { by: ${by} } }
`;
    const found = async (effects: string, by: string) =>
      placesOf(await lintText(spec(effects, by), data)).filter((one) => /^L01[24]/.test(one));
    expect(await found('[part, time]', 'block')).toEqual([]);
    expect(await found('[block, time]', 'unit')).toEqual(['L014-policy-without-effects models.m.fixed_effects']);
    expect(await found('[unit, time]', 'part')).toEqual(['L012-unclustered-group-policy models.m.vcov']);
    expect(await found('[unit]', '[part, unit]')).toEqual(['L014-policy-without-effects models.m.fixed_effects']);
  });
});
