import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { CONCEPT_FEATURES, type ConceptVector } from './concept-features.ts';

/** `concepts.json`: a logistic regression over the standardised features of a word. */
export const ConceptModel = z
  .object({
    version: z.literal(1),
    features: z.array(z.enum(CONCEPT_FEATURES)),
    mean: z.array(z.number()),
    sd: z.array(z.number().positive()),
    w: z.array(z.number()),
    bias: z.number(),
  })
  .refine(({ features, mean, sd, w }) => [mean, sd, w].every(({ length }) => length === features.length), 'sizes differ');
export type ConceptModel = z.infer<typeof ConceptModel>;

/** @throws when the file is missing or has another shape */
export const loadConceptModel = async (folder: string): Promise<ConceptModel> =>
  ConceptModel.parse(JSON.parse(await readFile(join(folder, 'concepts.json'), 'utf8')));

/** @returns the probability that viewers want to see what the word says, 0–1 */
export const wantedProbability = ({ features, mean, sd, w, bias }: ConceptModel, vector: ConceptVector): number =>
  1 / (1 + Math.exp(-features.reduce((sum, name, index) => sum + (w[index]! * (vector[name] - mean[index]!)) / sd[index]!, bias)));
