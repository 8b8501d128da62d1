import { writeFileSync } from 'node:fs';
import { it } from 'vitest';
import { figureSchema } from '../src/exhibits/figures/registry.ts';
import { formats } from '../src/exhibits/formats/registry.ts';
import { didResults } from './exhibits/did-results.ts';
const H = (id: string, en: string) => ({ id, number: 2, title: { en, zh: '图' } });
it('looks', async () => {
  const draw = (spec: object, id: string, language: 'en' | 'zh' = 'en') => ({ kind: 'figure' as const, figure: figureSchema.parse(spec).draw(didResults, H(id, id), { language }) });
  const figs = [
    draw({ event_study: { model: 'event', y_label: 'Probability of good health' } }, 'event'),
    draw({ cloud: { placebo: 'provinces' } }, 'cloud'),
    draw({ density: { placebo: 'provinces' } }, 'density'),
    draw({ density: { mediation: 'objective', scale: 'coefficient', mediator: 'objective' } }, 'boot'),
  ];
  const doc = { results: didResults, exhibits: figs };
  console.log(await formats.get('terminal')!.render(doc, { language: 'en', width: 100, color: false }));
  console.log(await formats.get('terminal')!.render({ results: didResults, exhibits: [draw({ event_study: { model: 'event' } }, 'event', 'zh')] }, { language: 'zh', width: 60, color: false }));
  writeFileSync('/tmp/look/a.svg', (await formats.get('svg')!.render(doc, { language: 'en', width: 100, color: false })) as string);
  writeFileSync('/tmp/look/a.png', (await formats.get('png')!.render(doc, { language: 'en', width: 100, color: false })) as Uint8Array);
});
