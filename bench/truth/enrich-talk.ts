import { join, resolve } from 'node:path';
import { wordConceptFinder } from '../../core/src/entities/concepts/word-concept-finder.ts';
import type { EnrichedEntity, Links, Plan } from '../../core/src/entities/entity.ts';
import type { KnowledgeBase } from '../../core/src/entities/knowledge-base.ts';
import { knowEntities, searchedEntities } from '../../core/src/entities/know-entities.ts';
import { THRESHOLDS } from '../../core/src/entities/link/link-entities.ts';
import { type Linker, loadLinker } from '../../core/src/entities/link/load-linker.ts';
import { onnxSentenceEmbedder } from '../../core/src/entities/onnx-sentence-embedder.ts';
import { rememberingEmbedder } from '../../core/src/entities/remembering-embedder.ts';
import { planEntities, type PlanDeps } from '../../core/src/entities/plan.ts';
import { onnxNameRecogniser } from '../../core/src/entities/recognise/onnx-name-recogniser.ts';
import type { SentenceEmbedder } from '../../core/src/entities/sentence-embedder.ts';
import { createWikimediaKnowledgeBase } from '../../core/src/entities/wikimedia-knowledge-base.ts';
import { isErrorCode } from '../../core/src/errors/catalogue.ts';
import { createProviders, createWikis } from '../../core/src/images/create-providers.ts';
import type { Ranking } from '../../core/src/images/image-candidate.ts';
import type { ImageProvider } from '../../core/src/images/image-provider.ts';
import { ProviderConfig } from '../../core/src/images/provider-config.ts';
import type { ImageRanker } from '../../core/src/images/rank/image-ranker.ts';
import { textRanker } from '../../core/src/images/rank/text-ranker.ts';
import { RightsPolicy } from '../../core/src/images/rights-record.ts';
import { searchImages } from '../../core/src/images/search-images.ts';
import { JobSettings } from '../../core/src/jobs/job-settings.ts';
import { systemClock } from '../../core/src/platform/clock.ts';
import { LIMITS } from '../../core/src/platform/limits.ts';
import type { Outcome } from '../../core/src/platform/outcome.ts';
import { VERSION } from '../../core/src/platform/version.ts';
import { analyseText } from '../../core/src/speech/emphasis/analyse-text.ts';
import { loadTextPrior, type TextPrior } from '../../core/src/speech/emphasis/text-prior.ts';
import type { Hearing } from '../../core/src/speech/emphasis-point.ts';
import { readTranscript } from '../../core/src/speech/read-transcript/read-transcript.ts';
import { openCallGate } from '../../core/src/testing/open-call-gate.ts';
import { rememberingAnswerCache } from '../../core/src/testing/remembering-answer-cache.ts';
import { composeTimeline } from '../../core/src/timeline/compose/compose-timeline.ts';
import { orientationOf } from '../../core/src/timeline/placement-presets.ts';
import type { Timeline } from '../../core/src/timeline/timeline.ts';
import type { Sandbox } from '../../local/sandbox/sandbox.ts';

const MODELS = resolve(import.meta.dirname, '../../models');
const CALL = { workspaceId: 'truth', purpose: 'job' } as const;
const CANDIDATES = 12;
/** Vectors of pictures, as many as the function keeps. */
const REMEMBERED = 10_000;
const POLICY = RightsPolicy.parse({ commercialUse: true, derivatives: true, allowShareAlike: true, mlUse: false, approval: 'automatic' });

/** The product's own parts, put together as the stages do it, without a stage around them. */
export interface Product {
  readonly prior: TextPrior;
  readonly plan: PlanDeps;
  readonly embedder: SentenceEmbedder;
  readonly linker: Linker;
  readonly knowledgeBase: KnowledgeBase;
  readonly providers: readonly ImageProvider[];
  readonly ranker: ImageRanker;
  readonly settings: JobSettings;
}

/** @param sandbox where the world is: everything about it comes through the providers' HTTP */
export const loadProduct = async (sandbox: Sandbox): Promise<Product> => {
  const embedder = onnxSentenceEmbedder({ modelFolder: join(MODELS, 'all-MiniLM-L6-v2'), threads: 1 });
  const { commons, wikidata, wikipedia, pexels } = sandbox.addresses;
  const config = ProviderConfig.parse({
    contact: 'https://cutaway.example/contact; truth@cutaway.example',
    version: VERSION,
    commonsApiUrl: commons,
    wikidataApiUrl: wikidata,
    wikipediaApiUrl: wikipedia,
    pexelsApiUrl: pexels,
  });
  const deps = { config, gate: openCallGate(), clock: systemClock, fetch: globalThis.fetch };
  const wikis = createWikis(deps);
  const cache = rememberingAnswerCache();
  const keys = (): Promise<readonly string[]> => Promise.resolve(['sandbox-pexels']);
  return {
    prior: await loadTextPrior(join(MODELS, 'text-prior')),
    plan: {
      recogniser: onnxNameRecogniser({ modelFolder: join(MODELS, 'names-minilm'), threads: 1 }),
      concepts: wordConceptFinder({
        embedder,
        modelFolder: join(MODELS, 'concepts'),
        vocabularyFolder: join(MODELS, 'all-MiniLM-L6-v2'),
      }),
    },
    embedder,
    linker: await loadLinker(join(MODELS, 'linker')),
    knowledgeBase: createWikimediaKnowledgeBase({ ...wikis, cache, clock: systemClock }),
    providers: createProviders({ ...deps, cache, keys }, wikis),
    ranker: textRanker(rememberingEmbedder(embedder, REMEMBERED)),
    settings: JobSettings.parse({}),
  };
};

export interface EnrichedTalk {
  readonly hearing: Hearing;
  readonly plan: Plan;
  readonly links: Links;
  readonly rankings: readonly Ranking[];
  readonly timeline: Timeline;
}

const valueOf = <T>(outcome: Outcome<T>): T => {
  if (outcome.outcome !== 'done') throw new Error(`${outcome.outcome}: ${outcome.why}`);
  return outcome.value;
};

const rank = async ({ providers, ranker, settings }: Product, entity: EnrichedEntity, sentence: string): Promise<Ranking> => {
  const search = valueOf(
    await searchImages({
      entity,
      providers,
      policy: POLICY,
      barred: () => Promise.resolve(new Set<string>()),
      orientation: orientationOf(settings.preset),
      limit: CANDIDATES,
      call: CALL,
    }),
  );
  const unanswered = search.skippedProviders.filter(({ code }) => isErrorCode(code));
  if (unanswered.length > 0) throw new Error(`${entity.name}: ${unanswered.map(({ code, why }) => `${code} ${why}`).join('; ')}`);
  return ranker.rank({ entity, sentence, preset: settings.preset, search });
};

/** @param text a sentence a line */
const hearTalk = (text: string, { prior, settings }: Product): Hearing => {
  const limits = { maxBytes: 1e6, maxWords: LIMITS.transcriptWords.value, maxDurationMs: LIMITS.mediaDurationMs.value };
  const { transcript } = readTranscript({ bytes: Buffer.from(text), format: 'text', limits });
  const emphasis = analyseText({ words: transcript.words, sensitivity: settings.sensitivity, prior });
  return { schemaVersion: 1, method: 'text', transcript, mediaInfo: null, emphasis, notes: [] };
};

/** From a text to its timeline with previews. */
export const enrichTalk = async (text: string, product: Product): Promise<EnrichedTalk> => {
  const hearing = hearTalk(text, product);
  const { settings, knowledgeBase, embedder, linker } = product;
  const plan = await planEntities(hearing, product.plan, { concepts: settings.concepts });
  const threshold = THRESHOLDS[settings.precision];
  const links = valueOf(await knowEntities({ plan, hearing, knowledgeBase, embedder, linker, threshold, call: CALL }, settings));
  const wanted = new Set(searchedEntities(links, settings));
  const sentences = Map.groupBy(hearing.transcript.words, word => word.sentence);
  const sentenceOf = ({ mentions }: EnrichedEntity): string => {
    const best = mentions.reduce((strongest, mention) => (mention.score > strongest.score ? mention : strongest));
    const sentence = hearing.transcript.words.find(word => word.id === best.fromWord)?.sentence ?? 0;
    return (sentences.get(sentence) ?? []).map(word => word.text).join(' ');
  };
  const rankings: Ranking[] = [];
  for (const entity of links.entities) if (wanted.has(entity.id)) rankings.push(await rank(product, entity, sentenceOf(entity)));
  const { transcript, emphasis } = hearing;
  const timeline = composeTimeline({ transcript, emphasis, entities: links.entities, rankings, settings, version: 1 });
  return { hearing, plan, links, rankings, timeline };
};
