import { describe } from '@jest/globals';
import type { EnrichedEntity } from '../../../core/src/entities/entity.ts';
import { createProviders, createWikis } from '../../../core/src/images/create-providers.ts';
import type { ImageCandidate } from '../../../core/src/images/image-candidate.ts';
import { ProviderConfig, type SearchedProvider } from '../../../core/src/images/provider-config.ts';
import type { CallAccount } from '../../../core/src/platform/call-gate.ts';
import { aConcept, aLinkedEntity } from '../../../core/src/testing/image-builders.ts';
import { imageProviderContract, type ImageProviderWorld, type OpenedProvider } from '../../../core/src/testing/image-provider-contract.ts';
import { openCallGate } from '../../../core/src/testing/open-call-gate.ts';
import { rememberingAnswerCache } from '../../../core/src/testing/remembering-answer-cache.ts';
import { fewItems, sandboxUnderTest } from '../../local/sandbox/sandbox-under-test.ts';

const sandbox = sandboxUnderTest(fewItems);

const CONTACT = 'https://operator.test/cutaway; ops@operator.test';

const open =
  (id: SearchedProvider, key: string | null): ImageProviderWorld['open'] =>
  ({ limits = { attempts: 1 }, keys = key === null ? [] : [key] } = {}): OpenedProvider => {
    const { unsplash, pexels, openverse, pixabay, commons, wikidata, wikipedia } = sandbox.addresses();
    const config = ProviderConfig.parse({
      contact: CONTACT,
      version: '1',
      enabled: [id],
      unsplashApiUrl: unsplash,
      pexelsApiUrl: pexels,
      openverseApiUrl: openverse,
      pixabayApiUrl: pixabay,
      commonsApiUrl: commons,
      wikidataApiUrl: wikidata,
      wikipediaApiUrl: wikipedia,
    });
    const gate = openCallGate();
    const cache = rememberingAnswerCache();
    const deps = { config, gate, cache, clock: Date.now, fetch, keys: () => Promise.resolve(keys), limits };
    const [provider] = createProviders(deps, createWikis(deps));
    if (provider === undefined) throw new Error(`${id} was not made`);
    return { provider, gate };
  };

interface Particulars {
  readonly id: SearchedProvider;
  readonly account: CallAccount;
  readonly key: string | null;
  readonly refusedKey: ImageProviderWorld['refusedKey'];
  readonly pageSize: number | null;
  readonly subjects: ImageProviderWorld['subjects'];
  readonly nameOf?: ImageProviderWorld['nameOf'];
}

const withoutProvider = (candidate: ImageCandidate): string => candidate.id.slice(candidate.provider.length + 1);

const aName = (qid: string, label: string, file: string): EnrichedEntity =>
  aLinkedEntity({ name: label as never }, { qid: qid, label: label as never, files: [{ property: 'P18', file: file }] });

const CONCEPTS: ImageProviderWorld['subjects'] = {
  one: aConcept(),
  other: aConcept({ name: 'harbour' as never }),
  nothing: aConcept({ name: '12345' as never }),
};

const NAMES: ImageProviderWorld['subjects'] = {
  one: aName('Q42', 'Douglas Adams', 'Douglas adams portrait cropped.jpg'),
  other: aName('Q90', 'Paris', 'Paris - Eiffelturm und Marsfeld2.jpg'),
  nothing: aLinkedEntity({ name: 'Zzyzxqua Vrblnk' as never }, { qid: 'Q1999999999', label: 'Zzyzxqua Vrblnk' as never, files: [] }),
};

const PROVIDERS: readonly Particulars[] = [
  {
    id: 'commons',
    account: 'wikimedia',
    key: null,
    refusedKey: 'PROVIDER_REFUSED',
    pageSize: null,
    subjects: NAMES,
    nameOf: candidate => `File:${withoutProvider(candidate).replaceAll('_', ' ')}`,
  },
  { id: 'pexels', account: 'pexels', key: 'sandbox-pexels', refusedKey: 'PROVIDER_KEY_INVALID', pageSize: 80, subjects: CONCEPTS },
  { id: 'unsplash', account: 'unsplash', key: 'sandbox-unsplash', refusedKey: 'PROVIDER_KEY_INVALID', pageSize: 30, subjects: CONCEPTS },
  { id: 'openverse', account: 'openverse', key: null, refusedKey: 'PROVIDER_KEY_INVALID', pageSize: 20, subjects: CONCEPTS },
  { id: 'pixabay', account: 'pixabay', key: 'sandbox-pixabay', refusedKey: 'PROVIDER_KEY_INVALID', pageSize: 200, subjects: CONCEPTS },
];

describe.each(PROVIDERS)('$id', ({ nameOf = withoutProvider, ...particulars }) => {
  imageProviderContract({
    ...particulars,
    nameOf,
    userAgent: `Cutaway/1 (${CONTACT})`,
    open: open(particulars.id, particulars.key),
    behave: async change => {
      const answer = await sandbox.post('/__scenario', { provider: change['reset'] === true ? 'all' : particulars.id, ...change });
      if (answer.status !== 200) throw new Error(answer.text);
    },
    seen: async () => (await sandbox.journal('?lane=api')).entries,
  });
});
