import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { DISAMBIGUATION, isDisambiguation } from '../../../../local/sandbox/knowledge/item.ts';
import { loadKnowledge, type Knowledge } from '../../../../local/sandbox/knowledge/knowledge.ts';
import { sliceText } from '../../../../local/sandbox/knowledge/load-slice.ts';
import { subjectOf } from '../../../../local/sandbox/knowledge/subject.ts';
import { itWithFixture } from '../../../support/fixtures.ts';

let knowledge: Knowledge;
beforeAll(() => {
  knowledge = loadKnowledge();
}, 60_000);

const item = (qid: string) => {
  const found = knowledge.byQid.get(qid);
  if (found === undefined) throw new Error(`${qid} is not known`);
  return found;
};

describe('the slice', () => {
  it('is whole: 50,984 real items, each with its own id', () => {
    const real = knowledge.items.filter(({ origin }) => origin === 'real');
    expect(real).toHaveLength(50_984);
    expect(knowledge.byQid.size).toBe(knowledge.items.length);
  });

  itWithFixture('data/entities/wikidata-slice.jsonl', 'is unchanged from its source, byte for byte', path => {
    expect(sliceText() === readFileSync(path, 'utf8')).toBe(true);
  });

  it('gives every item the position by which page ids are made', () => {
    expect(knowledge.items.every(({ index }, position) => index === position)).toBe(true);
  });
});

describe('what is added to it', () => {
  it('identifies classes by the items that give both label and id', () => {
    expect(knowledge.classQid('human')).toBe('Q5');
    expect(knowledge.classQid('film')).toBe('Q11424');
    expect(knowledge.classQid('nobody ever heard of this class')).toBeNull();
  });

  it('has an item for every class and occupation it can identify', () => {
    const labels = new Set(knowledge.items.flatMap(({ instanceOfLabels, occupations }) => [...instanceOfLabels, ...occupations]));
    labels.delete('Wikimedia disambiguation page');
    for (const label of labels) expect(knowledge.byQid.has(knowledge.classQid(label) ?? '')).toBe(true);
  });

  it('keeps the ids it makes up apart from real ones', () => {
    const made = knowledge.items.filter(({ qid, origin }) => origin !== 'real' && Number(qid.slice(1)) >= 2_000_000_000);
    expect(made.length).toBeGreaterThan(3_000);
    for (const { qid, origin } of knowledge.items) if (origin === 'real') expect(Number(qid.slice(1))).toBeLessThan(2_000_000_000);
  });

  it('makes a disambiguation page for a name of three or more items, under a title of its own', () => {
    const pages = knowledge.items.filter(({ origin }) => origin === 'disambiguation');
    for (const page of pages) {
      expect(page.instanceOf).toEqual([DISAMBIGUATION]);
      expect(knowledge.byArticle.get(page.article ?? '')).toBe(page);
      const bearers = new Set(knowledge.names.exact(page.label).map(name => name.item));
      expect([...bearers].filter(bearer => !isDisambiguation(bearer)).length).toBeGreaterThanOrEqual(3);
    }
    expect(knowledge.byArticle.get('Springfield')?.origin ?? 'real').toBe('disambiguation');
  });
});

describe('finding', () => {
  it('finds names by their beginning, without regard to case and diacritics', () => {
    expect(knowledge.names.startingWith('MARIE CUR').map(name => name.item.qid)).toContain('Q7186');
    expect(knowledge.names.exact('maria sklodowska').map(name => name.item.qid)).toEqual(['Q7186']);
  });

  it('finds items by words of label, alias, description and class, best first', () => {
    expect(knowledge.text.search('marie curie')[0]?.item.qid).toBe('Q7186');
    expect(knowledge.text.search('first spaceflight humans Moon')[0]?.item.qid).toBe('Q43653');
    expect(knowledge.text.search('qqxyzzy')).toEqual([]);
    expect(knowledge.text.search('   ')).toEqual([]);
  });
});

describe('subjectOf', () => {
  it.each([
    ['Q42', 'person'],
    ['Q90', 'place'],
    ['Q2283', 'organisation'],
    ['Q243', 'building'],
    ['Q43653', 'event'],
  ])('%s is a %s', (qid, subject) => {
    expect(subjectOf(item(qid))).toBe(subject);
  });
});
