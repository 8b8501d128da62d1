/** The style of every page: light and dark, narrow and wide, screen and paper. */
import { COLORS } from './figure-svg.ts';
import { html, type Markup } from './markup.ts';

/** Colours of a chart by what they are for; a page gives each its own for light and dark. */
const DRAWN: readonly (readonly [string, string])[] = [
  ...COLORS.map((color, index) => [color, `--series-${index + 1}`] as const),
  ['#222222', '--ink'],
  ['#1b1b1b', '--ink'],
  ['#555555', '--quiet'],
  ['#8a4b00', '--warn'],
  ['#b3261e', '--mark'],
  ['white', '--paper'],
];

const LIGHT = [
  '--paper:#fff;--raised:#f5f6f7;--ink:#1b1b1b;--quiet:#55595e;--line:#b9bec4;--strong:#1b1b1b;--link:#0b57a4;--warn:#8a4b00;--mark:#b3261e',
  '--good:#2f6b3a;--near:#3b6ea5;--bad:#a8321f;--none:#767b81',
  COLORS.map((color, index) => `--series-${index + 1}:${color}`).join(';'),
].join(';');

const DARK = [
  '--paper:#15181b;--raised:#1f2428;--ink:#e9e7e3;--quiet:#b1b4b8;--line:#4b5258;--strong:#c9c7c3;--link:#8ec1f5;--warn:#f0b45c;--mark:#ff9187',
  '--good:#7fc98d;--near:#8ab8ea;--bad:#ff9a88;--none:#a4a9af',
  '--series-1:#7fb2e5;--series-2:#e8a06a;--series-3:#84c584;--series-4:#c4a0de;--series-5:#d99a70;--series-6:#9cc0cc',
].join(';');

const charts = DRAWN.map(
  ([color, name]) => `svg [fill="${color}"]{fill:var(${name})}svg [stroke="${color}"]{stroke:var(${name})}`,
).join('\n');

/** Ours alone, so it is markup and not text. */
export const STYLE: Markup = html`
:root{color-scheme:light dark;${{ markup: LIGHT }}}
@media screen and (prefers-color-scheme:dark){:root{${{ markup: DARK }}}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0 auto;max-width:76rem;padding:0 1.25rem 3rem;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,"Segoe UI","Noto Sans","DejaVu Sans","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;overflow-wrap:break-word}
:lang(zh-CN){line-height:1.6}
h1{font-size:1.75rem;line-height:1.25;margin:.25rem 0 .5rem;font-weight:650;text-wrap:balance}
h2{font-size:1.35rem;line-height:1.3;margin:3rem 0 .75rem;padding-top:.75rem;border-top:1px solid var(--line)}
h3{font-size:1.05rem;line-height:1.35;margin:2rem 0 .35rem}
h4{font-size:1rem;line-height:1.35;margin:1.5rem 0 .25rem}
p,li,dd,dt{max-width:46rem}
p{margin:.35rem 0}
a{color:var(--link);text-underline-offset:.15em}
a:focus-visible,.scroll:focus-visible,summary:focus-visible,main:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:2px}
:target{background:var(--raised);box-shadow:-.3rem 0 0 var(--link)}
.skip{position:absolute;left:-100vw;top:0;padding:.5rem 1rem;background:var(--paper);z-index:1}
.skip:focus{left:0}
header{padding-top:2rem}
.kind{color:var(--quiet);font-size:.9rem;margin:0}
.cite{color:var(--quiet)}
.banner{color:var(--warn);font-weight:600;font-size:.875rem}
header .banner{border:1px solid;border-left-width:.4rem;padding:.5rem .75rem;font-size:1rem;border-radius:3px}
nav ul{list-style:none;padding-left:0;columns:20rem;column-gap:2rem;margin:.5rem 0}
nav ul ul{columns:auto;padding-left:1.1rem;margin:0}
nav li{margin:.1rem 0}nav li li{break-inside:avoid-column}
.exhibit{margin:2rem 0 2.5rem}
figure{margin:0}
.scroll{overflow-x:auto;position:relative;margin:.5rem 0}
table{border-collapse:collapse;border-top:2px solid var(--strong);border-bottom:2px solid var(--strong);font-variant-numeric:tabular-nums;font-size:.875rem;line-height:1.4}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
th,td{padding:.14rem .8rem .14rem .3rem;font-weight:400;vertical-align:baseline;text-align:left}
thead th{font-weight:600;vertical-align:bottom}:lang(zh) thead th{word-break:keep-all}
thead tr:last-child>*{border-bottom:1px solid var(--strong)}
thead th.center{border-bottom:1px solid var(--line)}
tbody tr:hover{background:var(--raised)}
.ruled>*{border-top:1px solid var(--strong)}
td{white-space:nowrap}
td.fold{min-width:16rem;white-space:normal}
tbody th{min-width:9rem}
th.left,td.left{text-align:left}th.right,td.right{text-align:right}th.center,td.center{text-align:center}
.group th{font-weight:600;padding-top:.4rem}
.indent1{padding-left:1.3rem}.indent2{padding-left:2.3rem}.indent3{padding-left:3.3rem}.indent4{padding-left:4.3rem}
.starred th.right,.starred td.right{padding-right:1.45rem}
.stars{display:inline-block;width:0;white-space:nowrap}
.missing{color:var(--quiet)}
a.made{color:inherit;text-decoration:none}
a.made:hover{text-decoration:underline;color:var(--link)}
.note,.from{margin:.15rem 0;font-size:.8125rem;max-width:52rem}
.from{color:var(--quiet);margin-top:.4rem}
.chart svg{display:block;width:100%;max-width:45rem;min-width:34rem;height:auto;color:var(--ink)}
${{ markup: charts }}
summary{cursor:pointer;color:var(--link);font-size:.9rem;padding:.2rem 0}
details>summary{width:fit-content}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:.75rem;margin:1rem 0;padding:0;list-style:none}
.tiles>li{background:var(--raised);border-radius:4px;padding:.7rem .9rem;max-width:none}
.tiles strong{display:block;font-size:1.5rem;line-height:1.2;font-variant-numeric:tabular-nums}
.tiles p{margin:.15rem 0 0;font-size:.875rem}
.bar{display:block;width:100%;height:.6rem;margin:.4rem 0 .2rem}
.bar .within_rounding,.key .within_rounding{fill:var(--good)}
.bar .within_2_se{fill:var(--near)}.bar .differs{fill:var(--bad)}.bar .not_comparable{fill:var(--none)}
.key{list-style:none;padding:0;margin:.2rem 0 0;font-size:.875rem}
.key li::before{content:"";display:inline-block;width:.7rem;height:.7rem;margin-right:.45rem;border-radius:2px;background:currentColor}
.key .within_rounding::before{background:var(--good)}.key .within_2_se::before{background:var(--near)}.key .differs::before{background:var(--bad)}.key .not_comparable::before{background:var(--none)}
.key b{font-variant-numeric:tabular-nums;display:inline-block;min-width:1.6em}
.sentences li{margin:.4rem 0}
.facts{display:grid;grid-template-columns:minmax(9rem,max-content) 1fr;gap:.2rem 1.2rem;margin:.5rem 0;font-size:.9rem}
.facts dt{color:var(--quiet)}.facts dd{margin:0;max-width:52rem;overflow-wrap:anywhere}
.hash{font-family:ui-monospace,"DejaVu Sans Mono",monospace;font-size:.85em;overflow-wrap:anywhere}
.warnings li{margin:.4rem 0}
.code{font:.78rem/1.5 ui-monospace,"DejaVu Sans Mono","Noto Sans Mono CJK SC",monospace;padding-left:3.2rem;margin:.5rem 0;background:var(--raised);border-radius:4px}
.code li{max-width:none;white-space:pre-wrap;overflow-wrap:anywhere;padding-left:.4rem;min-height:1.5em}
.code li::marker{color:var(--quiet)}
.code li:target{background:var(--paper);outline:2px solid var(--link)}
footer{margin-top:3rem;border-top:1px solid var(--line);padding-top:.75rem;font-size:.8125rem;color:var(--quiet);overflow-wrap:anywhere}
@media (max-width:40rem){body{padding:0 .9rem 2rem}h1{font-size:1.4rem}h2{font-size:1.2rem}.facts{grid-template-columns:1fr}.facts dt{margin-top:.4rem}.code{padding-left:2.6rem}table{font-size:.8125rem}tbody th[scope=row],thead td:first-child,thead th:first-child{position:sticky;left:0;background:var(--paper);z-index:1}tbody th{min-width:7.5rem}.indent1{padding-left:.7rem}.indent2{padding-left:1.2rem}.indent3{padding-left:1.7rem}.indent4{padding-left:2.2rem}td.long{min-width:34rem}}
@media screen and (max-width:40rem){.sentences-table thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}.sentences-table,.sentences-table tbody,.sentences-table tr,.sentences-table td,.sentences-table tbody th[scope]{display:block;position:static;min-width:0;white-space:normal;overflow-wrap:anywhere}.sentences-table tr{padding:.2rem 0}.sentences-table tr:has(>th){border-top:1px solid var(--line)}.sentences-table .ruled>*{border-top:0}.sentences-table tbody .ruled{border-top:2px solid var(--strong)}.sentences-table tbody th{font-weight:600}.sentences-table td:empty{display:none}}
@page{size:A4;margin:15mm 13mm}
@page wide{size:A4 landscape;margin:13mm 15mm}
@media print{
body{max-width:none;padding:0;font-size:9.5pt;line-height:1.4}
h1{font-size:17pt}h2{font-size:13pt;margin-top:1.6rem}h3{font-size:10.5pt;margin-top:1rem}
h2,h3,h4,.banner,summary{break-after:avoid;break-inside:avoid}tbody tr:nth-child(-n+3){break-before:avoid}
.skip{display:none}
a{color:inherit;text-decoration:none}
.scroll{overflow:visible}
table{font-size:7.8pt;line-height:1.3}.starred th.right,.starred td.right{padding-right:1.6em}
th,td{padding:.08rem .55rem .08rem .15rem}
td,td.fold,td.long{min-width:0;white-space:normal}td.right{white-space:nowrap}tbody th{min-width:0}
thead{display:table-header-group}
tr,figure .chart,.note,.tiles>li{break-inside:avoid}
.wide{page:wide}
.exhibit{margin:1rem 0 1.4rem}
.chart svg{min-width:0;max-width:140mm}
.note,.from,p,li,dd{max-width:none}
.note,.from{font-size:7.8pt}
details>summary{list-style:none;color:inherit;font-weight:600}
details:not(.long)::details-content{content-visibility:visible;display:block;height:auto}
.code{font-size:6.8pt;background:none}
tbody tr:hover,:target{background:none;box-shadow:none}
}
`;
