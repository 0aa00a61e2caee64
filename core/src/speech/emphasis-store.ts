import type { ProjectRows } from '../projects/project-rows.ts';
import type { EmphasisRow } from './emphasis-row.ts';

/** The emphasised words of projects, in spoken order. */
export type EmphasisStore = ProjectRows<EmphasisRow>;
