import type { EnrichedEntity } from '../entities/entity.ts';
import type { Origin, RefusalCode } from './image-candidate.ts';

/** What a picture is looked for, as far as it decides where to look. */
export type Subject = 'owner' | 'named' | 'unlinked-name' | 'concept' | 'kind-of-thing';

const subjectOf = (entity: Pick<EnrichedEntity, 'kind' | 'link'>): Subject => {
  if (entity.kind === 'owner') return 'owner';
  if (entity.kind === 'concept') return entity.link.status === 'not-named' && entity.link.thing !== undefined ? 'kind-of-thing' : 'concept';
  return entity.link.status === 'linked' ? 'named' : 'unlinked-name';
};

type Step = { readonly serves: true } | { readonly serves: false; readonly code: RefusalCode; readonly why: string };

const yes: Step = { serves: true };
const no = (code: RefusalCode, why: string): Step => ({ serves: false, code, why });

const STOCK_FOR_NAME = no('STOCK_FOR_NAME', 'a stock picture never shows a named thing: better no picture than a wrong one');
const NOT_IDENTIFIED = no('WRONG_SUBJECT', 'it is not known which thing of this name is meant, so no picture can be known to show it');
const NOT_A_THING = no('WRONG_SUBJECT', 'no item is known that the word stands for');
const WORD_ALONE = no('WRONG_SUBJECT', 'films, brands and places carry such words too, so the word alone proves nothing');
const OWNER_DECIDES = no('POLICY', 'the workspace has a picture of its own for this name');

/**
 * Where pictures come from, best first, for each kind of subject: the owner's own picture, the thing itself, files said to
 * depict it, files found by words (which the ranking still has to believe), stock, and then nothing. This is the only place
 * that decides it.
 */
const FALLBACK_ORDER: Readonly<Record<Subject, Readonly<Record<Origin, Step>>>> = {
  owner: { owner: yes, 'item-file': OWNER_DECIDES, depicts: OWNER_DECIDES, 'text-search': OWNER_DECIDES, stock: OWNER_DECIDES },
  named: { owner: yes, 'item-file': yes, depicts: yes, 'text-search': yes, stock: STOCK_FOR_NAME },
  'unlinked-name': {
    owner: yes,
    'item-file': NOT_IDENTIFIED,
    depicts: NOT_IDENTIFIED,
    'text-search': NOT_IDENTIFIED,
    stock: STOCK_FOR_NAME,
  },
  concept: { owner: yes, 'item-file': NOT_A_THING, depicts: NOT_A_THING, 'text-search': WORD_ALONE, stock: yes },
  'kind-of-thing': { owner: yes, 'item-file': yes, depicts: yes, 'text-search': WORD_ALONE, stock: yes },
};

/** The same order for everybody; what differs is which steps serve. */
export const ORIGIN_ORDER: readonly Origin[] = ['owner', 'item-file', 'depicts', 'text-search', 'stock'];

/** Whether a picture of this origin may serve an entity, and if not, why. */
export const mayServe = (origin: Origin, entity: Pick<EnrichedEntity, 'kind' | 'link'>): Step => FALLBACK_ORDER[subjectOf(entity)][origin];
