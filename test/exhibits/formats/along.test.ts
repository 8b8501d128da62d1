/** Figures with a numeric horizontal axis in the terminal, SVG, HTML and as values: everything stands where its number says. */
import { describe, expect, it } from 'vitest';
import type { Figure } from '../../../src/exhibits/figures/figure.ts';
import { figureSchema } from '../../../src/exhibits/figures/registry.ts';
import { formats } from '../../../src/exhibits/formats/registry.ts';
import { didResults } from '../did-results.ts';

const HEADING = { id: 'figure_2', number: 2, title: { en: 'Title', zh: '标题' } };

function figureOf(spec: object, language: 'en' | 'zh' = 'en'): Figure {
  return figureSchema.parse(spec).draw(didResults, HEADING, { language });
}

async function render(format: string, figure: Figure, width = 100): Promise<string> {
  const document = { results: didResults, exhibits: [{ kind: 'figure' as const, figure }] };
  return (await formats.get(format)!.render(document, { language: 'en', width, color: false })) as string;
}

const event = figureOf({ event_study: { model: 'event' } });
const cloud = figureOf({ cloud: { placebo: 'provinces' } });
const area = figureOf({ density: { placebo: 'provinces' } });

describe('the terminal', () => {
  it('draws points with whiskers around a zero line, to scale', async () => {
    const lines = (await render('terminal', event)).split('\n');
    const first = lines.findIndex((line) => line.includes('┤'));
    const axis = lines.findIndex((line) => line.includes('└'));
    const grid = lines.slice(first, axis);
    expect(grid).toHaveLength(17);
    const ticks = lines[axis]!;
    const columns = [...ticks].flatMap((character, at) => (character === '┬' ? [at] : []));
    expect(columns).toHaveLength(7);
    // equal steps, to the rounding of a character
    const steps = columns.slice(1).map((column, at) => column - columns[at]!);
    expect(Math.max(...steps) - Math.min(...steps)).toBeLessThanOrEqual(1);
    const [low, high] = [-0.08 - 1.959963984540054 * 0.1, 0.2451 + 1.959963984540054 * 0.1];
    const rowOf = (value: number) => Math.round(((high - value) / (high - low)) * 16);
    const marks = columns.map((column) => grid.findIndex((line) => '●○'.includes(line[column] ?? ' ')));
    expect(marks).toEqual([0.021, 0, 0.143, 0.2451, -0.06, -0.08].map(rowOf).concat(-1));
    expect(grid[rowOf(0)]![columns[1]!]).toBe('○');
    expect(grid[rowOf(0.2451 + 0.196)]![columns[3]!]).toBe('┬');
    expect(grid[rowOf(0.2451 - 0.196)]![columns[3]!]).toBe('┴');
    expect(grid[rowOf(0)]).toMatch(/^ +0\.000 ┤─/);
  });

  it('puts the support under the event times', async () => {
    const lines = (await render('terminal', event)).split('\n');
    const axis = lines.findIndex((line) => line.includes('└'));
    const centre = (line: string, text: string) => line.indexOf(text) + Math.floor(text.length / 2);
    const at = [...lines[axis]!].flatMap((character, index) => (character === '┬' ? [index] : []));
    const numbers = lines[axis + 1]!;
    expect(['-2', '-1'].map((text) => centre(numbers, text))).toEqual(at.slice(0, 2));
    const marks = lines.find((line) => line.includes('identified'))!;
    expect(Math.abs(centre(marks, 'clean*') - at[3]!)).toBeLessThanOrEqual(1);
    expect(
      lines
        .find((line) => line.includes('persons'))!
        .trim()
        .split(/\s+/),
    ).toEqual(['persons', '26', '9', '27', '9', '30', '41', '9']);
  });

  it('keeps every line within the width, also in Chinese and when narrow', async () => {
    const { displayWidth } = await import('../../../src/exhibits/formats/display-width.ts');
    const figures = [event, cloud, area, figureOf({ event_study: { model: 'event' } }, 'zh')];
    for (const figure of figures) {
      for (const width of [40, 60, 80, 100, 160]) {
        const widest = Math.max(...(await render('terminal', figure, width)).split('\n').map(displayWidth));
        expect(widest, `${figure.id} at ${width}`).toBeLessThanOrEqual(width);
      }
    }
  });

  it('draws every draw of a cloud as a dot and the real one over them', async () => {
    const text = await render('terminal', cloud);
    const dots = [...text].filter((character) => character >= '\u2801' && character <= '\u28ff');
    expect(dots.length).toBeGreaterThan(40);
    expect(text.match(/◆/g)).toHaveLength(2);
    expect(text).toContain('◆ real   ┄ p = 0.05');
    const lines = text.split('\n');
    const real = lines.find((line) => line.includes('◆') && line.includes('┤'))!;
    const upright = lines.find((line) => line.includes('┊'))!;
    expect(real.indexOf('◆')).toBe(upright.indexOf('┊'));
    expect(lines.find((line) => line.includes('density'))).toMatch(/[▁-█]/);
  });

  it('draws one dot where one draw is', async () => {
    const one: Figure = {
      ...cloud,
      points: [
        { x: 0, y: 0 },
        { x: 1, y: 1 },
      ],
      lines: [],
    };
    const { margin: _, ...bare } = one;
    const text = await render('terminal', bare);
    const dots = [...text].filter((character) => character > '\u2800' && character <= '\u28ff');
    // the upper one is the upper right or left dot of its character, the lower one a lower dot
    expect(dots).toHaveLength(2);
    expect('⠁⠈').toContain(dots[0]);
    expect('⡀⢀').toContain(dots[1]);
  });

  it('fills the area under a curve', async () => {
    const lines = (await render('terminal', area)).split('\n');
    const body = lines.filter((line) => /[▁-█]/.test(line));
    expect(body).toHaveLength(10);
    const filled = body.map((line) => [...line].filter((character) => character >= '▁' && character <= '█').length);
    expect(filled).toEqual([...filled].sort((a, b) => a - b));
  });
});

describe('svg', () => {
  it('draws the real estimate apart, and the density above on the same axis', async () => {
    const image = await render('svg', cloud);
    expect(image.match(/<g[^>]*fill="#b3261e"[^>]*><path/g)).toHaveLength(1);
    expect(image).toContain('>real</text>');
    expect(image).toContain('>p = 0.05</text>');
    expect(image).toContain('>density</text>');
    expect(image).not.toMatch(/NaN|undefined|<script|<style/);
    expect(image.match(/<svg /g)!.length).toBe(3);
  });

  it('has a circle per event time with a number, the reference white, support below', async () => {
    const image = await render('svg', event);
    expect(image.match(/<circle/g)).toHaveLength(6);
    expect(image.match(/<circle[^>]*fill="white"/g)).toHaveLength(1);
    for (const text of ['province-waves', 'persons', 'identified', 'clean*', 'chain', 'none*']) {
      expect(image).toContain(`>${text}</text>`);
    }
    expect(image).not.toContain('NaN');
    expect(await render('svg', event)).toBe(image);
  });

  it('is inside the page of html', async () => {
    const page = await render('html', area);
    expect(page).toMatch(/<h2 id="figure_2">[\s\S]*aria-labelledby="figure_2-title figure_2-desc"/);
    expect(page).toContain('25 of 128 points, evenly spaced');
    expect(page.match(/<tr class="body">/g)).toHaveLength(25);
    expect(page).toContain('>0.653</text>');
  });
});

describe('values', () => {
  it('have the support as columns', async () => {
    const lines = (await render('csv', event)).split('\r\n');
    expect(lines).toContain('Years since adoption,Estimate,CI,province-waves,persons,identified');
    expect(lines).toContain('-2,0.021,"[-0.175, 0.217]",2,26,chain');
    expect(lines.some((line) => line.startsWith('4,,'))).toBe(true);
  });

  it('name the marked point', async () => {
    expect(await render('csv', cloud)).toContain('0.653 (real),0.012');
  });
});
