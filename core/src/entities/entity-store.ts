import type { ProjectRows } from '../projects/project-rows.ts';
import type { EntityRow } from './entity-row.ts';

/** What the talks of projects are about, best first. */
export type EntityStore = ProjectRows<EntityRow>;
