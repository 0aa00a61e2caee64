import { Links, type EnrichedEntity } from '../entities/entity.ts';
import { searchedEntities } from '../entities/know-entities.ts';
import { isErrorCode } from '../errors/catalogue.ts';
import type { JobReason } from '../jobs/job.ts';
import { gatherPieces } from '../jobs/run-batch.ts';
import { runStage } from '../jobs/run-stage.ts';
import type { JobRef } from '../jobs/stage-message.ts';
import type { StageAnswer, StageDeps, StageRun } from '../jobs/stage-run.ts';
import { done, type Outcome } from '../platform/outcome.ts';
import { Hearing } from '../speech/emphasis-point.ts';
import { Search } from './image-candidate.ts';
import type { ImageRanker } from './rank/image-ranker.ts';
import { Rankings } from './rankings.ts';

export interface RankTalkDeps extends StageDeps {
  readonly ranker: ImageRanker;
}

/** The words around an entity's strongest mention: the sentence it is said in best. */
const sentenceOf = (entity: EnrichedEntity, { transcript }: Hearing): string => {
  const best = entity.mentions.reduce((strongest, mention) => (mention.score > strongest.score ? mention : strongest));
  const sentence = transcript.words.find(word => word.id === best.fromWord)?.sentence;
  return transcript.words
    .filter(word => word.sentence === sentence)
    .map(word => word.text)
    .join(' ');
};

/** A provider without a key was never meant to be asked; everything else that did not answer is worth a retry. */
const isShortfall = (code: string): boolean => isErrorCode(code) && code !== 'PROVIDER_KEY_MISSING';

const shortfalls = (searches: readonly Search[], lost: number): readonly JobReason[] => {
  const skipped = searches.flatMap(search => search.skippedProviders.filter(({ code }) => isShortfall(code)));
  const byProvider = Map.groupBy(skipped, ({ provider, code }) => `${provider}|${code}`);
  const reasons = [...byProvider.values()].flatMap(([first, ...others]): JobReason[] =>
    first === undefined
      ? []
      : [
          {
            code: first.code,
            stage: 'search',
            why: `${first.provider} was not asked for ${others.length + 1} of ${searches.length}: ${first.why}`.slice(0, 1_000),
          },
        ],
  );
  return lost === 0
    ? reasons
    : [
        ...reasons,
        { code: 'INTERNAL', stage: 'search', why: `The search for ${lost} of ${searches.length + lost} ended without an answer.` },
      ];
};

/** Entities after which it is said how far it has come. */
const TOLD_EVERY = 20;

/** Orders the candidates of every entity that was searched for. A search that was lost is a reason, not a failure. */
const rankAll = async (deps: RankTalkDeps, run: StageRun): Promise<Outcome<Rankings>> => {
  const links = await run.read('link', Links);
  const hearing = await run.read('hear', Hearing);
  const wanted = searchedEntities(links, run.job.settings);
  const searches = await gatherPieces(deps, run, 'search', wanted, Search);
  const found = [...searches.values()];
  for (const reason of shortfalls(found, wanted.length - found.length)) await run.fallShort(reason);
  const entities = new Map(links.entities.map(entity => [entity.id, entity]));
  const rankings = [];
  for (const [place, search] of found.entries()) {
    if (place > 0 && place % TOLD_EVERY === 0)
      await run.progress(place / found.length, `Ordering the pictures: ${place} of ${found.length}.`);
    const entity = entities.get(search.entityId);
    if (entity !== undefined)
      rankings.push(await deps.ranker.rank({ entity, sentence: sentenceOf(entity, hearing), preset: run.job.settings.preset, search }));
  }
  const skippedProviders = [
    ...new Map(
      found
        .flatMap(search => search.skippedProviders.filter(({ code }) => isShortfall(code)))
        .map(skipped => [`${skipped.provider}|${skipped.code}`, skipped]),
    ).values(),
  ];
  return done({ schemaVersion: 1, rankings, skippedProviders });
};

/** The stage `rank`, wherever it runs. */
export const rankTalk = (deps: RankTalkDeps, job: JobRef): Promise<StageAnswer> =>
  runStage(deps, job, { stage: 'rank', message: 'Ordering the pictures.', schema: Rankings, work: run => rankAll(deps, run) });
