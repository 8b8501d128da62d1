/** The figures that a spec may ask for. */
import { z } from 'zod';
import { type Choice, choiceOf, defineChoice } from '../../yaml/choice.ts';
import { record } from '../../yaml/record.ts';
import { textSchema } from '../../yaml/text.ts';
import { barsFigure } from './bars.ts';
import { pointsFigure } from './points.ts';
import type { FigureShape } from './shape.ts';

const name = z.string().min(1);

export const figureShapes: Readonly<Record<string, Choice<FigureShape>>> = {
  bars: defineChoice({
    summary: 'shares or means of a summary as bars',
    options: record({
      of: name.describe('id of the summary'),
      rows: z.array(name).min(1).optional().describe('row keys or variables; all when absent'),
      groups: z.array(name).min(1).optional().describe('group keys; all when absent'),
      along: z.enum(['rows', 'groups']).default('rows').describe('what stands along the axis'),
      interval: z.boolean().default(true).describe('whether confidence intervals are drawn'),
      x_label: textSchema.optional(),
      y_label: textSchema.optional(),
      published: name.optional().describe('figure id of the published file'),
    }),
    build: barsFigure,
  }),
  points: defineChoice({
    summary: 'estimates as points with their confidence intervals',
    options: record({
      model: name,
      equation: name.optional(),
      effect: name.default('coefficients'),
      variables: z.array(name).min(1).optional().describe('variables or terms; all but the constant when absent'),
      x_label: textSchema.optional(),
      y_label: textSchema.optional(),
    }),
    build: pointsFigure,
  }),
};

export const figureSchema = choiceOf('figure', () => figureShapes);
