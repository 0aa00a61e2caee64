import type { ClassGroup, ClassGrouper } from '../../../core/src/entities/link/class-group.ts';
import type { NilVector, PairVector } from '../../../core/src/entities/link/linker-model.ts';
import { measureTalk, type MeasuredMention } from '../../../core/src/entities/link/measure-talk.ts';
import type { KnowledgeBase } from '../../../core/src/entities/knowledge-base.ts';
import type { NameRecogniser } from '../../../core/src/entities/recognise/name-recogniser.ts';
import type { SentenceEmbedder } from '../../../core/src/entities/sentence-embedder.ts';
import { textTalk } from '../../../core/src/entities/text-talk.ts';
import { normaliseName } from '../../../core/src/entities/name-forms.ts';
import type { GoldMention, GoldText } from './gold.ts';
import { asRecognised, excerpts, withSurnames } from './variants.ts';

/**
 * How a gold text is used. `gold`: with its own spans; `own`, `heard`: with the spans that the recogniser finds, in the text and
 * as a recogniser writes it; `surname`: full names of people cut to the last word; `flat`: as if nothing were better known
 * than anything else; `untyped`: as if the recogniser had found nothing; `excerpt`: with its own spans, every two sentences by
 * themselves, because a talk may be as short as that; `surname-flat`, `surname-excerpt`: both at once.
 */
export const VARIANTS = ['gold', 'own', 'heard', 'surname', 'flat', 'untyped', 'excerpt', 'surname-flat', 'surname-excerpt'] as const;
export type Variant = (typeof VARIANTS)[number];
/** What they teach, to choose between people of one name, is learnt apart from everything else. */
export const NAMESAKE_VARIANTS: ReadonlySet<Variant> = new Set(['surname-flat', 'surname-excerpt']);

/** One name of one document, measured, with the item it means. */
export interface LinkExample {
  readonly document: string;
  readonly variant: Variant;
  readonly surface: string;
  /** Type of the name as it was read, and of every mention of that name in the talk. */
  readonly type: string;
  readonly types: readonly string[];
  /** The item the gold set names; null where it names none. */
  readonly gold: string | null;
  /** False where the recogniser found a name that the gold set does not have. */
  readonly isJudged: boolean;
  readonly qids: readonly string[];
  readonly groups: readonly ClassGroup[];
  readonly pairs: readonly PairVector[];
  readonly nil: NilVector | null;
}

export interface ExampleDeps {
  readonly knowledgeBase: KnowledgeBase;
  readonly recogniser: NameRecogniser;
  readonly embedder: SentenceEmbedder;
  readonly grouper: ClassGrouper;
  readonly wordWeight: (word: string) => number;
}

const NO_NAMES: NameRecogniser = { recognise: () => Promise.resolve([]) };
const NO_TYPES = { types: [], groups: [], table: [] };
/** What every item is worth where popularity is not to tell. */
const FLAT = 25;

const flattened = (base: KnowledgeBase): KnowledgeBase => ({
  ...base,
  async items(qids, call) {
    const answer = await base.items(qids, call);
    return answer.outcome === 'done' ? { ...answer, value: answer.value.map(item => ({ ...item, popularity: FLAT })) } : answer;
  },
});

/** The variants of which only the names that were cut are asked about. */
const CUT: ReadonlySet<Variant> = new Set(['surname', 'surname-flat', 'surname-excerpt']);

/** The gold name that shares at least half of the longer of both, the closest one. */
const goldOf = (gold: GoldText, { start, end }: { readonly start: number; readonly end: number }): GoldMention | undefined => {
  const shareOf = (mention: GoldMention): number =>
    (Math.min(mention.end, end) - Math.max(mention.start, start)) / Math.max(mention.end - mention.start, end - start);
  const close = gold.mentions.filter(mention => shareOf(mention) >= 0.5);
  return close.toSorted((a, b) => shareOf(b) - shareOf(a))[0];
};

/** @returns every name of a gold text in one variant, in order */
export const linkExamples = async (source: GoldText, variant: Variant, deps: ExampleDeps): Promise<readonly LinkExample[]> => {
  const gold = variant === 'heard' ? asRecognised(source) : CUT.has(variant) ? withSurnames(source) : source;
  const isAsked = ({ mentions }: GoldText): boolean => !CUT.has(variant) || mentions.some(({ isCut }) => isCut);
  const texts = (variant.endsWith('excerpt') ? excerpts(gold) : [gold]).filter(isAsked);
  const found: LinkExample[] = [];
  for (const text of texts) found.push(...(await examplesOf(source, text, variant, deps)));
  return found;
};

const examplesOf = async (source: GoldText, gold: GoldText, variant: Variant, deps: ExampleDeps): Promise<readonly LinkExample[]> => {
  const hasOwnSpans = variant === 'own' || variant === 'heard';
  const given = gold.mentions.flatMap(({ start, end, candidates }) =>
    candidates === undefined ? [] : [[gold.text.slice(start, end), candidates] as const],
  );
  const talk = await textTalk(
    {
      text: gold.text,
      mentions: hasOwnSpans ? undefined : gold.mentions,
      candidates: given.length === 0 ? undefined : Object.fromEntries(given),
    },
    variant === 'untyped' ? NO_NAMES : deps.recogniser,
  );
  const knowledgeBase = variant.endsWith('flat') ? flattened(deps.knowledgeBase) : deps.knowledgeBase;
  const call = { workspaceId: 'training', purpose: 'job' } as const;
  const measured = await measureTalk(talk, { ...deps, knowledgeBase, call, typeLogOdds: NO_TYPES });
  if (measured.outcome !== 'done') throw new Error(measured.why);
  const typesOf = Map.groupBy(talk.mentions, ({ surface }) => normaliseName(surface));
  return measured.value.flatMap(({ mention, candidates, pairs, nil }: MeasuredMention): LinkExample[] => {
    const right = goldOf(gold, mention);
    if (CUT.has(variant) && right?.isCut !== true) return [];
    return [{
      document: source.id,
      variant,
      surface: mention.surface,
      type: mention.type ?? 'NONE',
      types: (typesOf.get(normaliseName(mention.surface)) ?? []).map(({ type }) => type ?? 'NONE'),
      gold: right?.qid ?? null,
      isJudged: right !== undefined,
      qids: candidates.map(({ item }) => item.qid),
      groups: candidates.map(({ group }) => group),
      pairs,
      nil,
    }];
  });
};
