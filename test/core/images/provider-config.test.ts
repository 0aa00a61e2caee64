import { describe, expect, it } from '@jest/globals';
import { createProviders, createWikis } from '../../../core/src/images/create-providers.ts';
import { ProviderConfig } from '../../../core/src/images/provider-config.ts';
import { openCallGate } from '../../../core/src/testing/open-call-gate.ts';
import { noAnswerCache } from '../../../core/src/testing/remembering-answer-cache.ts';

const plain = { contact: 'ops@example.org', version: '1.2.0' };

describe('the configuration of the providers', () => {
  it('is live where nothing else is said', () => {
    const config = ProviderConfig.parse(plain);
    expect([
      config.commonsApiUrl.href,
      config.wikidataApiUrl.href,
      config.wikipediaApiUrl.href,
      config.pexelsApiUrl.href,
      config.unsplashApiUrl.href,
    ]).toEqual([
      'https://commons.wikimedia.org/w/api.php',
      'https://www.wikidata.org/w/api.php',
      'https://en.wikipedia.org/w/api.php',
      'https://api.pexels.com/',
      'https://api.unsplash.com/',
    ]);
    expect(config).toMatchObject({ enabled: ['commons', 'pexels'], unsplashAutomation: 'not-confirmed', quotaHourMs: 3_600_000 });
  });

  it.each(['', 'nobody', 'http://example.org', 'ops@example.org\nX-Evil: 1', 'https://example.org/ (x)'])(
    'refuses %j as the contact of the operator',
    contact => {
      expect(ProviderConfig.safeParse({ ...plain, contact }).success).toBe(false);
    },
  );

  it.each(['ops@example.org', 'https://example.org/cutaway', 'https://example.org/cutaway; ops@example.org'])(
    'takes %j as the contact of the operator',
    contact => {
      expect(ProviderConfig.parse({ ...plain, contact }).contact).toBe(contact);
    },
  );

  it.each(['ftp://x', 'example.org', 'javascript:alert(1)'])('refuses the address %j', pexelsApiUrl => {
    expect(ProviderConfig.safeParse({ ...plain, pexelsApiUrl }).success).toBe(false);
  });

  it.each([
    [
      ['pexels', 'commons'],
      ['commons', 'pexels'],
    ],
    [
      ['pixabay', 'openverse', 'unsplash', 'pexels', 'commons'],
      ['commons', 'pexels', 'unsplash', 'openverse', 'pixabay'],
    ],
    [[], []],
  ])('with %j enabled makes %j, in the order they are preferred', (enabled, made) => {
    const deps = {
      config: ProviderConfig.parse({ ...plain, enabled }),
      gate: openCallGate(),
      cache: noAnswerCache,
      clock: () => 0,
      fetch,
      keys: () => Promise.resolve([]),
    };
    expect(createProviders(deps, createWikis(deps)).map(({ id }) => id)).toEqual(made);
  });
});
