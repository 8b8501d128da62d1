/** Figures as a PNG at twice their size, with the font that comes with the package: the same picture on every machine. */
import { Failure } from '../../errors/failure.ts';
import type { Figure } from '../figures/figure.ts';
import { figureFonts } from './figure-fonts.ts';
import type { Format } from './format.ts';
import { drawFigures, figuresOf } from './svg.ts';

export const png: Format = {
  name: 'png',
  extension: 'png',
  async render(document) {
    const figures = figuresOf(document, 'png');
    figures.forEach(refuseUndrawnText);
    const Resvg = await loadResvg();
    const image = new Resvg(await drawFigures(figures), {
      background: 'white',
      fitTo: { mode: 'zoom', value: 2 },
      font: { fontFiles: [...figureFonts()], loadSystemFonts: false, defaultFontFamily: 'DejaVu Sans' },
    });
    return new Uint8Array(image.render().asPng());
  },
};

/** The font has no East Asian characters; empty boxes must not pass for a figure. */
function refuseUndrawnText(figure: Figure): void {
  const texts = [
    figure.title,
    ...figure.banner,
    ...figure.notes,
    figure.xLabel,
    figure.yLabel,
    figure.margin?.label ?? '',
  ];
  const labels = [
    ...figure.points.flatMap(({ x, series = '', support = '', marked = '' }) => [String(x), series, support, marked]),
    ...figure.lines.map(({ label }) => label),
    ...(figure.under ?? []).flatMap(({ label, texts: row }) => [label, ...row]),
  ];
  if (![...texts, ...labels].some((text) => /[\p{sc=Han}\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(text)))
    return;
  throw new Failure('E-FORMAT', {
    finding: `png has no font with the characters of figure ${figure.id}`,
    remedy: 'write it with --format svg or html, or with --lang en',
  });
}

async function loadResvg() {
  try {
    return (await import('@resvg/resvg-js')).Resvg;
  } catch {
    throw new Failure('E-FORMAT', {
      finding: 'png needs the optional package @resvg/resvg-js, which is not installed here',
      remedy: 'npm install @resvg/resvg-js, or --format svg',
    });
  }
}
