import type { AnswerCache } from '../../platform/answer-cache.ts';
import type { Clock } from '../../platform/clock.ts';
import { abstained, done } from '../../platform/outcome.ts';
import type { ActionApi } from '../../platform/provider-http/wikimedia-action-api.ts';
import type { ImageCandidate, Origin, RefusedImage } from '../image-candidate.ts';
import { reasonOf, type Incomplete, type ImageProvider } from '../image-provider.ts';
import { judgeFile } from './commons-candidate.ts';
import { createCommonsQueries } from './commons-queries.ts';
import { namedFiles, stepsFor } from './commons-steps.ts';

/** With this many pictures of the thing itself nobody looks for more by words, which is how wrong ones are found. */
const ENOUGH = 3;

/** Calls that go out while all searches wait for the files of their items: as many as Wikimedia takes beside that one. */
const BESIDE = 2;

const wanted = (origin: Origin, limit: number): number => (origin === 'text-search' ? Math.min(ENOUGH, limit) : limit);

/** Wikimedia Commons: files of the item, files that depict it, files found by words, as far as those before do not suffice. */
export const createCommonsProvider = (api: ActionApi, cache: AnswerCache, clock: Clock): ImageProvider => {
  const queries = createCommonsQueries(api, cache, clock);
  return {
    id: 'commons',
    origins: ['item-file', 'depicts', 'text-search'],
    rights: null,
    checksBeforeUse: true,

    prepare: async (entities, call) => {
      const byItem = new Map(
        entities.flatMap(entity => {
          const files = namedFiles(entity);
          return files === null ? [] : [[files.qid, { entity, files }] as const];
        }),
      );
      const named = [...byItem.values()];
      const beside = named.flatMap(({ entity }) => stepsFor(entity, queries).find(({ origin }) => origin === 'depicts') ?? []);
      // Where one of these has no answer its search asks itself, and says what came of it.
      await Promise.all([
        queries.filesOfMany(
          named.map(({ files }) => files),
          call,
        ),
        ...beside.slice(0, BESIDE).map(step => step.ask(call)),
      ]);
    },

    search: async ({ entity, limit }, call) => {
      const candidates: ImageCandidate[] = [];
      const refused: RefusedImage[] = [];
      const seen = new Set<string>();
      let incomplete: Incomplete | undefined;
      for (const step of stepsFor(entity, queries)) {
        if (candidates.length >= wanted(step.origin, limit)) break;
        const found = await step.ask(call);
        if (found.outcome !== 'done') {
          if (candidates.length === 0) return found;
          incomplete = reasonOf(found);
          break;
        }
        for (const { file, finding } of found.value) {
          if (seen.has(file.title)) continue;
          seen.add(file.title);
          const judged = judgeFile(file, finding);
          if ('refused' in judged) refused.push(judged.refused);
          else candidates.push(judged.candidate);
        }
      }
      return done({ candidates, refused, ...(incomplete !== undefined && { incomplete }) });
    },

    check: async (candidate, call) => {
      const answered = await queries.fresh([candidate.id.slice('commons:'.length)], call);
      if (answered.outcome !== 'done') return answered;
      const [file] = answered.value;
      const judged = file === undefined ? null : judgeFile(file, candidate);
      if (judged === null || 'refused' in judged) return abstained(judged?.refused.why ?? 'there is no such file on Commons');
      return done({ ...judged.candidate, id: candidate.id });
    },

    reportUse: () => Promise.resolve(done(null)),
  };
};
