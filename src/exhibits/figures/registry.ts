/** The figures that a spec may ask for. */
import { z } from 'zod';
import { type Choice, choiceOf, defineChoice } from '../../yaml/choice.ts';
import { record } from '../../yaml/record.ts';
import { textSchema } from '../../yaml/text.ts';
import { barsFigure } from './bars.ts';
import { cloudFigure } from './cloud.ts';
import { densityFigure } from './density.ts';
import { eventStudyFigure } from './event-study.ts';
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
  event_study: defineChoice({
    summary: 'estimates by event time with their confidence intervals, and what stands behind them',
    options: record({
      model: name,
      equation: name.optional(),
      effect: name
        .default('event_study')
        .describe('an effect with the event times: event_study, coefficients, marginal effects'),
      variable: name.optional().describe('the event-time variable, where a model has several'),
      percentage_points: z
        .boolean()
        .default(false)
        .describe('whether estimates are differences of probabilities or shares, to be shown in percentage points'),
      x_label: textSchema.optional(),
      y_label: textSchema.optional(),
      published: name.optional().describe('figure id of the published file'),
      published_values: z.record(name, z.int()).optional().describe('event time of each published value, by its key'),
    }),
    build: eventStudyFigure,
  }),
  cloud: defineChoice({
    summary: 'placebo estimates against their p values, the real one marked',
    options: record({
      placebo: name,
      line: z.number().gt(0).lt(1).default(0.05).describe('the p value at which a line is drawn'),
      density: z.boolean().default(true).describe('whether the density of the estimates is drawn above'),
      x_label: textSchema.optional(),
      y_label: textSchema.optional(),
      published: name.optional().describe('figure id of the published file'),
      published_p_value: name.optional().describe("key of the real estimate's p value there"),
    }),
    build: cloudFigure,
  }),
  density: defineChoice({
    summary: 'the density of the draws of a placebo, or of the bootstrap of a mediation',
    options: z.union([
      record({
        placebo: name,
        values: z.enum(['estimate', 'statistic', 'p_value']).default('estimate'),
        x_label: textSchema.optional(),
      }),
      record({
        mediation: name,
        quantity: z
          .enum(['total', 'direct', 'path_a', 'path_b', 'product', 'difference', 'share_product', 'share_difference'])
          .default('product'),
        scale: z.enum(['coefficient', 'marginal_effect', 'khb']),
        mediator: name.optional().describe('all mediators together when absent'),
        x_label: textSchema.optional(),
      }),
    ]),
    build({ xLabel, ...source }) {
      const label = xLabel === undefined ? {} : { xLabel };
      if ('placebo' in source) return densityFigure({ source, ...label });
      const { quantity: kind, ...rest } = source;
      return densityFigure({ source: { kind, ...rest }, ...label });
    },
  }),
};

export const figureSchema = choiceOf('figure', () => figureShapes);
