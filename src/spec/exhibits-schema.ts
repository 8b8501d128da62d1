/** tables.yaml and figures.yaml: what is drawn, from which results, and what it is called. */
import { z } from 'zod';
import { figureSchema } from '../exhibits/figures/registry.ts';
import type { FigureShape } from '../exhibits/figures/shape.ts';
import { tableShapeSchema } from '../exhibits/tables/registry.ts';
import type { TableShape } from '../exhibits/tables/shape.ts';
import { type Choice, choicesBehind, guarded } from '../yaml/choice.ts';
import { named } from '../yaml/named.ts';
import { record } from '../yaml/record.ts';
import { textSchema } from '../yaml/text.ts';

const heading = {
  number: z.union([z.int(), z.string()]).optional().describe('the printed number: 3 becomes "Table 3."'),
  title: textSchema,
  notes: z.array(textSchema).optional().describe('notes under it, after those that the results ask for'),
};

/** A heading beside one key of the registry: the shape and its options. */
function exhibit<T>(choices: z.ZodType<T>, noun: string) {
  const behind = choicesBehind(choices);
  if (behind === undefined) throw new TypeError(`${noun}: not a choice`);
  const members = behind.choices as () => Readonly<Record<string, Choice<T>>>;
  return z.lazy(() => {
    const shapes = Object.entries(members()).map(([name, choice]) => [
      name,
      choice.options.optional().describe(choice.summary),
    ]);
    return z
      .strictObject({ ...heading, ...(Object.fromEntries(shapes) as Record<string, z.ZodOptional>) })
      .transform((value, context) => {
        const { number, title, notes, ...rest } = value as z.output<z.ZodObject<typeof heading>>;
        const given = Object.entries(rest).filter(([, options]) => options !== undefined);
        const [first] = given;
        if (first === undefined || given.length > 1) {
          const accepted = `one of ${Object.keys(members()).join(', ')}`;
          const message = first === undefined ? `no ${noun}` : `${given.map(([name]) => name).join(' and ')} together`;
          context.issues.push({ code: 'custom', message, input: value, params: { code: 'E-SPEC-KEY', accepted } });
          return z.NEVER;
        }
        const [name, options] = first;
        const shape = guarded(() => members()[name]!.build(options), value, context, [name]);
        return { heading: { title, ...(number !== undefined && { number }), ...(notes && { notes }) }, shape };
      });
  });
}

/** The sections `tables` and `figures`. */
export const tablesSection = named(
  exhibit<TableShape>(tableShapeSchema, 'shape of a table'),
  (id, { heading, shape }) => ({
    heading: { id, ...heading },
    shape,
  }),
);
export const figuresSection = named(
  exhibit<FigureShape>(figureSchema, 'kind of a figure'),
  (id, { heading, shape }) => ({
    heading: { id, ...heading },
    shape,
  }),
);

/** The files tables.yaml and figures.yaml. */
export const tablesSchema = record({ schema: z.literal('tables/1'), tables: tablesSection });
export const figuresSchema = record({ schema: z.literal('figures/1'), figures: figuresSection });
