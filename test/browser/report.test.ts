/** The report of both papers in a real browser: rendered, narrow and wide, light and dark, by keyboard, on paper. */
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pooling, reimb, temporaryFolder } from '../cli/program.ts';
import { chromiumPath } from './chromium.ts';
import { contrasts } from './contrast.ts';

const executablePath = chromiumPath();
if (executablePath === undefined) {
  console.warn('skipped: the report in a browser; no chromium on PATH, and CHROMIUM names none');
}
const { folder, remove } = temporaryFolder();
const PAGES = { reimb: 'reimb.html', pooling: 'pooling.html', zh: 'zh.html' } as const;
let browser: Browser;

interface Opened {
  readonly page: Page;
  /** console messages, errors and requests that are not the page itself */
  readonly heard: readonly string[];
}

async function open(name: keyof typeof PAGES, width: number, colorScheme: 'light' | 'dark'): Promise<Opened> {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
  const url = pathToFileURL(join(folder, PAGES[name])).href;
  const heard: string[] = [];
  page.on('console', (message) => heard.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => heard.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (request.url().split('#')[0] !== url) heard.push(`request: ${request.url()}`);
  });
  await page.goto(url);
  return { page, heard };
}

describe.skipIf(executablePath === undefined)('the report in a browser', () => {
  beforeAll(async () => {
    const write = (name: keyof typeof PAGES) => ['--report', join(folder, PAGES[name]), '--no-fail'];
    const [launched, ...ended] = await Promise.all([
      chromium.launch({ executablePath: executablePath!, args: ['--no-sandbox'] }),
      reimb(['replicate', ...write('reimb')]),
      reimb(['replicate', '--no-variants', '--lang', 'zh', ...write('zh')]),
      pooling(['replicate', '--no-variants', '--draws', '20', ...write('pooling')]),
    ]);
    browser = launched;
    for (const { code, stdout, stderr } of ended)
      expect({ code, stdout, stderr }).toMatchObject({ code: 0, stdout: '' });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    remove();
  });

  const views = (['reimb', 'pooling'] as const).flatMap((name) =>
    [1280, 390].flatMap((width) => (['light', 'dark'] as const).map((scheme) => [name, width, scheme] as const)),
  );
  for (const [name, width, scheme] of views) {
    it(`${name}, ${width} px, ${scheme}: silent, as wide as the window, every text readable`, async () => {
      const { page, heard } = await open(name, width, scheme);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      const found = await page.evaluate(contrasts);
      const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      expect(wide).toBeLessThanOrEqual(width);
      expect(found.length).toBeGreaterThan(4);
      expect(found.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
      expect(paper).toBe(scheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(21, 24, 27)');
      expect(heard).toEqual([]);
      await page.close();
    });
  }

  for (const name of ['reimb', 'pooling', 'zh'] as const) {
    it(`${name}: one h1, headings in order, scoped header cells, captions, links that lead somewhere`, async () => {
      const { page } = await open(name, 1280, 'light');
      const said = await page.evaluate(() => {
        const all = (selector: string) => [...document.querySelectorAll(selector)];
        const ids = all('[id]').map(({ id }) => id);
        const levels = all('h1, h2, h3, h4, h5, h6').map(({ tagName }) => Number(tagName[1]));
        return {
          lang: document.documentElement.lang,
          title: document.querySelector('h1')!.textContent!,
          once: ['h1', 'main', 'body > header', 'body > footer', 'nav'].map((one) => all(one).length),
          jumps: levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1),
          tables: all('table').length,
          uncaptioned: all('table').filter((one) => (one.querySelector('caption')?.textContent ?? '') === '').length,
          headless: all('table').filter((one) => one.querySelector('thead th[scope]') === null).length,
          unscoped: all('th:not([scope])').length,
          unlabelled: all('[role=region]').filter(
            (one) => (document.getElementById(one.getAttribute('aria-labelledby')!)?.textContent ?? '') === '',
          ).length,
          images: all('svg[role=img]').map((one) => one.querySelector('desc')?.textContent ?? ''),
          repeated: ids.filter((id, index) => ids.indexOf(id) !== index),
          lost: all('a[href^="#"]')
            .map((one) => one.getAttribute('href')!.slice(1))
            .filter((id) => document.getElementById(id) === null),
          away: all('a[href]')
            .map((one) => one.getAttribute('href')!)
            .filter((href) => !/^#|^https:\/\/doi\.org\//.test(href)),
          styled: all('[style], script, link, img, iframe').length,
        };
      });
      expect(said).toMatchObject({ once: [1, 1, 1, 1, 1], jumps: [], uncaptioned: 0, headless: 0, unscoped: 0 });
      expect(said).toMatchObject({ unlabelled: 0, repeated: [], lost: [], away: [], styled: 0 });
      expect(said.tables).toBeGreaterThan(12);
      expect(said.images.length).toBe(2);
      expect(said.images.every((description) => description.length > 20)).toBe(true);
      expect(said.lang).toBe(name === 'zh' ? 'zh-CN' : 'en');
      expect(/\p{sc=Han}/u.test(said.title)).toBe(name === 'zh');
      await page.close();
    });
  }

  it('says at the top and at every exhibit that the data are synthetic', async () => {
    const { page } = await open('reimb', 1280, 'light');
    const places = 'header, #exhibits ~ .exhibit';
    expect(await page.locator(places).count()).toBe(9);
    const without = await page.evaluate(
      (selector) =>
        [...document.querySelectorAll(selector)]
          .filter((one) => !/SYNTHETIC DATA/.test(one.querySelector('.banner')?.textContent ?? ''))
          .map(({ textContent }) => textContent),
      places,
    );
    expect(without).toEqual([]);
    await page.close();
  });

  it('leads from numbers to the lines of the spec that made them, and opens these', async () => {
    const { page } = await open('reimb', 1280, 'light');
    const lineOf = (selector: string) =>
      page.evaluate((one) => {
        const link = document.querySelector<HTMLAnchorElement>(one)!;
        const line = document.querySelector(`[id="${link.hash.slice(1)}"]`)!;
        return { number: link.textContent!, line: line.textContent!, id: line.id };
      }, selector);
    const estimate = await lineOf('[aria-labelledby="exhibit-table_3"] td a');
    expect(estimate.line).toMatch(/name: at_means\b/);
    const share = await lineOf('[aria-labelledby="exhibit-table_1"] tr:nth-child(2) td a');
    expect(share.line).toContain('reimbursed');
    const printed = await lineOf('[aria-labelledby="cells-t3"] td a');
    expect(printed.id).toMatch(/^spec-published\.yaml-L\d+$/);
    expect(printed.line).toContain(printed.number.split(' ')[0]!.replace(/\*+$/, ''));
    await page.evaluate((id) => (location.hash = id), estimate.id);
    await page.waitForFunction((id) => document.getElementById(id)!.closest('details')!.open, estimate.id);
    const box = await page.locator(`[id="${estimate.id}"]`).boundingBox();
    expect(box!.y).toBeGreaterThanOrEqual(0);
    expect(box!.y).toBeLessThan(900);
    await page.close();
  });

  it('is walked by keyboard: the skip link, then every region that scrolls', async () => {
    const { page } = await open('reimb', 390, 'light');
    const focused = () =>
      page.evaluate(() => {
        const { className, id } = document.activeElement!;
        const { left, top } = document.activeElement!.getBoundingClientRect();
        const label = document.activeElement!.getAttribute('aria-labelledby') ?? '';
        return { className, id, label, seen: left >= 0 && top >= 0 };
      });
    await page.keyboard.press('Tab');
    expect(await focused()).toMatchObject({ className: 'skip', seen: true });
    await page.keyboard.press('Enter');
    expect((await focused()).id).toBe('content');
    const expected = await page.evaluate(() =>
      [...document.querySelectorAll('.scroll')]
        .filter((one) => one.closest('details:not([open])') === null)
        .map((one) => one.getAttribute('aria-labelledby')!),
    );
    const reached: string[] = [];
    for (let press = 0; press < 250 && reached.length < expected.length; press++) {
      await page.keyboard.press('Tab');
      const { className, label } = await focused();
      if (className.startsWith('scroll')) reached.push(label);
    }
    expect(expected.length).toBeGreaterThan(8);
    expect(reached).toEqual(expected);
    await page.close();
  });

  it('prints every cell of every table, folded ones too, but for what would fill the paper', async ({ skip }) => {
    if (spawnSync('pdftotext', ['-v']).error !== undefined) skip('pdftotext is not installed');
    const { page } = await open('reimb', 1280, 'dark');
    const cells = await page.evaluate(() =>
      [...document.querySelectorAll('td, th')]
        .filter((one) => one.closest('details.long') === null)
        .map((one) => one.textContent!),
    );
    const file = join(folder, 'report.pdf');
    writeFileSync(file, await page.pdf({ preferCSSPageSize: true }));
    execFileSync('pdftotext', ['-raw', file, join(folder, 'report.txt')]);
    const squeeze = (text: string) => text.normalize('NFKC').replace(/[\s\f\u00ad]+/g, '');
    const printed = squeeze(readFileSync(join(folder, 'report.txt'), 'utf8'));
    const wanted = [...new Set(cells.map(squeeze))].filter((text) => text !== '');
    expect(wanted.length).toBeGreaterThan(400);
    expect(wanted.filter((text) => !printed.includes(text))).toEqual([]);
    // the text of the spec and what the audit found consistent stay folded unless the reader opens them
    expect(printed).not.toContain('schema:codebook/1');
    await page.evaluate(() => {
      for (const one of document.querySelectorAll('details.long')) one.setAttribute('open', '');
    });
    writeFileSync(file, await page.pdf({ preferCSSPageSize: true }));
    execFileSync('pdftotext', ['-raw', file, join(folder, 'report.txt')]);
    expect(squeeze(readFileSync(join(folder, 'report.txt'), 'utf8'))).toContain('schema:codebook/1');
    await page.close();
  });
});
