/** The section `lint`: findings of the linter that a spec answers for, each with its reason. */
import { z } from 'zod';
import { record } from '../yaml/record.ts';

const ignored = record({
  rule: z.string().min(1).describe('the id of the rule, as docs/lint.md lists it'),
  path: z
    .string()
    .min(1)
    .optional()
    .describe('where it is silent: this path of the spec and all below it; everywhere unless given'),
  reason: z.string().min(1).describe('why the finding is accepted'),
});

/** The section `lint`. */
export const lintSection = record({
  ignore: z.array(ignored).default([]).describe('findings that `check` counts and does not list'),
});
