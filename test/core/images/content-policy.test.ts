import { describe, expect, it } from '@jest/globals';
import { avoidedContent } from '../../../core/src/images/content-policy.ts';
import { AVOIDED_TOPICS, type ContentTopic } from '../../../core/src/images/content-topic.ts';
import type { ImageCandidate } from '../../../core/src/images/image-candidate.ts';
import { stricterPolicy } from '../../../core/src/images/rights/stricter-policy.ts';
import { plainText } from '../../../core/src/platform/plain-text.ts';
import { aCandidate, aLinkedEntity, aPolicy } from '../../../core/src/testing/image-builders.ts';

const picture = (title: string, more: Partial<ImageCandidate> = {}): ImageCandidate =>
  aCandidate({ title: plainText(title), description: plainText(''), categories: [], ...more });
const hospital = aLinkedEntity({ name: plainText('Charité'), type: 'organisation' }, { label: plainText('Charité') });
const shows = (title: string, avoid: readonly ContentTopic[] = AVOIDED_TOPICS, entity = hospital): string | null =>
  avoidedContent(picture(title), entity, avoid);

describe('what a picture shows', () => {
  it.each([
    ['minors', 'Children in the ward', 'children'],
    ['violence', 'Wounded soldiers are carried in', 'violence or its victims'],
    ['medical', 'Heart surgery at the Charité', 'illness or treatment'],
    ['faith', 'Prayer in the chapel', 'faith or worship'],
    ['brands', 'Logo of the Charité', 'a brand'],
  ] as const)('of %s is avoided where the policy says so, and taken where it does not', (topic, title, what) => {
    expect(shows(title, [topic])).toBe(what);
    expect(shows(title, [])).toBeNull();
    expect(shows('Main building of the Charité', [topic])).toBeNull();
  });

  it('is told by description and categories as well', () => {
    const description = picture('DSC 0001', { description: plainText('Two toddlers on the lawn') });
    const category = picture('DSC 0001', { categories: [plainText('Surgery in Germany')] });
    expect([description, category].map(one => avoidedContent(one, hospital, AVOIDED_TOPICS))).toEqual(['children', 'illness or treatment']);
  });

  it('a logo is a brand whatever its file is called', () => {
    expect(avoidedContent(picture('Charité.svg', { property: 'P154' }), hospital, ['brands'])).toBe('a brand');
  });

  it('is no reason where the talk names just that, or where it is a work', () => {
    const named = aLinkedEntity({ name: plainText('Great Ormond Street Hospital for Children'), type: 'organisation' });
    expect(shows('Hospital for Children, London', ['minors'], named)).toBeNull();
    const work = aLinkedEntity({ name: plainText('Sistine Madonna'), type: 'work' }, { label: plainText('Sistine Madonna') });
    expect(shows('Madonna and Child by Raphael', ['minors'], work)).toBeNull();
  });

  it('people may be kept out of pictures that only illustrate, never out of their own', () => {
    const concept = { ...aLinkedEntity({ name: plainText('rocket') }), kind: 'concept' as const };
    expect(shows('A man beside a rocket', ['people'], concept)).toBe('people');
    expect(shows('Portrait of Ada Lovelace', ['people'], aLinkedEntity())).toBeNull();
  });
});

describe('topics of operator and workspace', () => {
  it('are avoided where either says so', () => {
    expect(stricterPolicy({ ...aPolicy, avoid: ['minors'] }, { avoid: ['faith', 'minors'] }).avoid).toEqual(['minors', 'faith']);
    expect(stricterPolicy({ ...aPolicy, avoid: ['minors'] }, {}).avoid).toEqual(['minors']);
  });
});
