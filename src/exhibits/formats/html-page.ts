/** The frame of every page: nothing loaded from elsewhere, no script, styles allowed by their hash alone. */
import { createHash } from 'node:crypto';
import type { Language } from '../../results/text.ts';
import { STYLE } from './html-style.ts';
import { html, type Markup } from './markup.ts';

export interface HtmlPage {
  readonly title: string;
  readonly language: Language;
  readonly header: Markup;
  readonly main: Markup;
  readonly footer: Markup;
}

const SKIP = { en: 'Skip to the content', zh: '跳到正文' } as const;

/** A complete document. */
export function htmlPage({ title, language, header, main, footer }: HtmlPage): string {
  const hash = createHash('sha256').update(STYLE.markup).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${{ markup: policy }}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#content">${SKIP[language]}</a>
<header>
${header}</header>
<main id="content" tabindex="-1">
${main}</main>
<footer>
${footer}</footer>
</body>
</html>
`.markup;
}
