import type { EnrichedEntity } from '../entities/entity.ts';
import type { ContentTopic } from './content-topic.ts';
import type { ImageCandidate } from './image-candidate.ts';
import { fold } from './rank/name-match.ts';

interface TopicRule {
  /** As it is told: "it shows children". */
  readonly what: string;
  /** Words of title, description or a category, folded. */
  readonly words: RegExp;
  /** Of a logo that is searched for as one, the words say nothing. */
  readonly property?: ImageCandidate['property'];
  /** Asked only of pictures that illustrate a word: those of a person are of that person. */
  readonly illustrativeOnly?: boolean;
}

const RULES: Readonly<Record<ContentTopic, TopicRule>> = {
  minors: {
    what: 'children',
    words:
      /\b(?:child|children|childhood|kids?|bab(?:y|ies)|toddlers?|infants?|newborns?|school(?:child|children|boys?|girls?)|pupils|teenagers?|boys?|girls?)\b/,
  },
  violence: {
    what: 'violence or its victims',
    words:
      /\b(?:corpses?|cadavers?|dead bod(?:y|ies)|executions?|executed|lynch(?:ed|ing)|tortured?|massacres?|behead(?:ed|ing)|mutilat(?:ed|ion)|wounded|bloodied|gore|murder victims?|suicides?|genocide|atrocit(?:y|ies))\b/,
  },
  medical: {
    what: 'illness or treatment',
    words:
      /\b(?:surger(?:y|ies)|surgical|autops(?:y|ies)|dissections?|tumou?rs?|lesions?|wounds?|injur(?:y|ies)|amputat(?:ed|ion)|patients?|gangrene)\b/,
  },
  faith: {
    what: 'faith or worship',
    words:
      /\b(?:church(?:es)?|mosques?|synagogues?|crucifix(?:es)?|crucifixion|pray(?:er|ers|ing)|worship(?:pers)?|pilgrims?|pilgrimage|quran|bible|altars?|priests?|imams?|rabbis?|nuns?|monks?)\b/,
  },
  brands: { what: 'a brand', words: /\b(?:logos?|logotypes?|trademarks?|brands?|advertisements?|billboards?)\b/, property: 'P154' },
  people: {
    what: 'people',
    words: /\b(?:m[ae]n|wom[ae]n|persons?|people|portraits?|crowds?|couples?|famil(?:y|ies)|child|children|boys?|girls?)\b/,
    illustrativeOnly: true,
  },
};

const nameOf = ({ link, name }: EnrichedEntity): string => (link.status === 'linked' ? `${name} ${link.label}` : name);

/**
 * @param avoid topics that the policy avoids
 * @returns what a picture shows that is to be avoided, in plain words, by all that is said of it; null where nothing says so. A
 * talk that names such a thing means it, a work is what it shows, and an own picture was chosen by somebody who has seen it.
 */
export const avoidedContent = (
  { title, description, categories, property }: Pick<ImageCandidate, 'title' | 'description' | 'categories' | 'property'>,
  entity: EnrichedEntity,
  avoid: readonly ContentTopic[],
): string | null => {
  if (entity.type === 'work' || entity.kind === 'owner') return null;
  const own = fold(nameOf(entity));
  const said = [title, description, ...categories].map(fold);
  const topic = avoid.find(one => {
    const { words, property: mark, illustrativeOnly } = RULES[one];
    if (illustrativeOnly === true && entity.kind !== 'concept') return false;
    return (mark !== undefined && mark === property) || (!words.test(own) && said.some(text => words.test(text)));
  });
  return topic === undefined ? null : RULES[topic].what;
};
