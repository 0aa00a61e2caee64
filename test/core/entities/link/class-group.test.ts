import { beforeAll, describe, expect, it } from '@jest/globals';
import { type ClassGrouper, firstPhrase } from '../../../../core/src/entities/link/class-group.ts';
import { loadLinker } from '../../../../core/src/entities/link/load-linker.ts';
import { plainText } from '../../../../core/src/platform/plain-text.ts';
import { committed } from '../../../support/fixtures.ts';

let grouper: ClassGrouper;
beforeAll(async () => {
  ({ grouper } = await loadLinker(committed('models/linker')));
});
const group = (label: string, description: string, classes: readonly string[] = []) =>
  grouper.group({ label, description, instanceOfLabels: classes.map(plainText) })?.group ?? null;

describe('what kind of thing an item is', () => {
  it.each([
    ['United States', 'country in North America', 'PLACE'],
    ['Joe Biden', '46th and current president of the United States', 'HUMAN'],
    ['Netflix', 'American multinational entertainment company', 'ORG'],
    ['Scotland', 'country in Northwest Europe, part of the United Kingdom', 'PLACE'],
    ['English', 'West Germanic language', 'PEOPLE'],
    ['Jaws', '1975 American film by Steven Spielberg', 'WORK'],
    ['Baltimore', 'independent city in Maryland, United States', 'PLACE'],
    ['Oxford University', 'collegiate research university in Oxford, England', 'ORG'],
  ])('%s, %s: %s, by words alone, as a search gives it', (label, description, expected) => {
    expect(group(label, description)).toBe(expected);
  });

  it('is told by its classes where it has no description', () => {
    expect(group('Somewhere', '', ['town'])).toBe('PLACE');
  });

  it('is nothing at all for pages about names', () => {
    expect(group('Paris', 'Wikimedia disambiguation page')).toBeNull();
    expect(group('Paris', '', ['Wikimedia disambiguation page'])).toBeNull();
  });

  it('the first noun phrase ends where the kind has been said', () => {
    expect(firstPhrase('American astronaut and engineer')).toBe('American astronaut');
    expect(firstPhrase('space telescope launched in 2021')).toBe('space telescope');
    expect(firstPhrase('')).toBe('');
  });
});
