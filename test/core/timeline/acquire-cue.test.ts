import { describe, expect, it } from '@jest/globals';
import { OwnerScope } from '../../../core/src/accounts/owner-scope.ts';
import type { ImageCandidate } from '../../../core/src/images/image-candidate.ts';
import type { StoredImage } from '../../../core/src/images/stored-image.ts';
import type { StageRun } from '../../../core/src/jobs/stage-run.ts';
import { writeJson } from '../../../core/src/platform/json-objects.ts';
import { mediaKeys } from '../../../core/src/platform/object-keys.ts';
import { deferred, done, failed, type Outcome } from '../../../core/src/platform/outcome.ts';
import { MemoryObjectStore } from '../../../core/src/testing/memory-object-store.ts';
import { AcquiredCue, acquireCue, composedRun } from '../../../core/src/timeline/acquire-cue.ts';
import { composeTimeline } from '../../../core/src/timeline/compose/compose-timeline.ts';
import { aCandidate, aMention, aNamed, aRanking, aStoredImage, aTalk } from './builders.ts';

const REF = { workspaceId: 'wsp_1', principalId: 'usr_1', role: 'editor', projectId: 'prj_1', jobId: 'job_1', run: 1 } as const;
const PATIENT_UNTIL = Date.UTC(2026, 0, 1, 12);

/** Somebody is mentioned twice; there are four pictures. */
const world = () => {
  const entities = [aNamed('a', 'Q1', [aMention(0, 0.9), aMention(150, 0.8)])];
  const rankings = [
    aRanking(
      'ent_a',
      ['p0', 'p1', 'p2', 'p3'].map((name, n) => [aCandidate(name), 1 - n / 20] as const),
    ),
  ];
  const talk = aTalk({ words: 300, entities, rankings });
  const timeline = composeTimeline(talk);
  const results: Readonly<Record<string, object>> = {
    compose: timeline,
    hear: { transcript: talk.transcript, emphasis: [] },
    link: { entities },
    rank: { rankings, skippedProviders: [] },
  };
  const run: StageRun = {
    ref: REF,
    scope: OwnerScope.fromMessage(REF),
    job: { settings: talk.settings } as StageRun['job'],
    sinceMs: 0,
    patientUntilMs: PATIENT_UNTIL,
    read: stage => Promise.resolve(results[stage] as never),
    fallShort: () => Promise.resolve(),
    progress: () => Promise.resolve(),
  };
  const media = new MemoryObjectStore();
  const asked: string[] = [];
  /** @param answers by name of the picture; the rest are stored, each looking unlike all others */
  const acquire = async (cueId: string, answers: Readonly<Record<string, Outcome<StoredImage>>> = {}): Promise<Outcome<AcquiredCue>> =>
    acquireCue(
      {
        media,
        acquire: candidate => {
          asked.push(candidate.id);
          return Promise.resolve(answers[candidate.id] ?? done(stored(candidate, (candidate.id.at(-1) ?? '').repeat(16))));
        },
      },
      run,
      await composedRun(run),
      cueId,
    );
  const tell = (cueId: string, acquired: AcquiredCue) => writeJson(media, mediaKeys.piece(REF, 'acquire', cueId), acquired);
  const [first = '', second = ''] = timeline.cues.map(({ id }) => id);
  return { acquire, asked, tell, first, second };
};

const stored = (candidate: ImageCandidate, perceptualHash: string): StoredImage => ({
  ...aStoredImage(candidate, candidate.id.at(-1) ?? '0'),
  perceptualHash,
});

const valueOf = (outcome: Outcome<AcquiredCue>): AcquiredCue => {
  if (outcome.outcome !== 'done') throw new Error(outcome.why);
  return AcquiredCue.parse(outcome.value);
};

describe('the picture of a cue', () => {
  it('is the chosen one, and nothing else is fetched', async () => {
    const { acquire, asked, first } = world();
    const acquired = valueOf(await acquire(first));
    expect(acquired.cue?.image).toMatchObject({ state: 'stored', candidateId: asked[0], imageId: acquired.image?.id });
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['gone', failed('IMAGE_UNFETCHABLE', 'its server answered 404')],
    ['not to be had within the job’s patience', deferred(new Date(PATIENT_UNTIL + 1).toISOString(), 'over quota')],
  ])('gives way to its runner-up when it is %s, which the cue says', async (_case, answer) => {
    const { acquire, asked, first } = world();
    const [chosen = ''] = (await acquire(first), asked.splice(0));
    const acquired = valueOf(await acquire(first, { [chosen]: answer }));
    expect(acquired.cue?.image.candidateId).toBe(asked[1]);
    expect(acquired.cue?.rejected[0]).toMatchObject({ code: 'UNFETCHABLE' });
  });

  it('is waited for where that is soon enough', async () => {
    const { acquire, asked, first } = world();
    const [chosen = ''] = (await acquire(first), asked.splice(0));
    const wait = deferred(new Date(PATIENT_UNTIL).toISOString(), 'over quota');
    expect(await acquire(first, { [chosen]: wait })).toEqual(wait);
  });

  it('is none where none of a few could be had', async () => {
    const { acquire, first } = world();
    const gone = failed('IMAGE_UNFETCHABLE', 'gone');
    const answers = Object.fromEntries(['p0', 'p1', 'p2', 'p3'].map(name => [`commons:${name}`, gone]));
    expect(valueOf(await acquire(first, answers))).toMatchObject({ cue: null, image: null });
  });
});

describe('near doubles', () => {
  const setUp = async (bits: string) => {
    const { acquire, asked, tell, first, second } = world();
    await tell(first, valueOf(await acquire(first)));
    const [shown = ''] = asked.splice(0);
    const [chosen = ''] = (await acquire(second), asked.splice(0));
    const alike = done(stored(aCandidate(chosen.slice('commons:'.length)), `${shown.at(-1) ?? ''}${bits.padStart(15, '0')}`));
    return { acquired: valueOf(await acquire(second, { [chosen]: alike })), asked, chosen, acquire, alike, second };
  };

  it('another copy of what the entity shows already gives way to a picture of its own', async () => {
    const { acquired, asked, chosen } = await setUp('1');
    expect(acquired.cue?.image.candidateId).not.toBe(chosen);
    expect(acquired.cue?.image.candidateId).toBe(asked[1]);
    expect(acquired.cue?.rejected[0]).toMatchObject({ code: 'NEAR_DUPLICATE' });
  });

  it('a copy is better than nothing', async () => {
    const { acquire, chosen, alike, second } = await setUp('1');
    const gone = failed('IMAGE_UNFETCHABLE', 'gone');
    const others = Object.fromEntries(['p0', 'p1', 'p2', 'p3'].map(name => [`commons:${name}`, gone]));
    expect(valueOf(await acquire(second, { ...others, [chosen]: alike })).cue?.image.candidateId).toBe(chosen);
  });

  it('a picture that differs is no double', async () => {
    const { acquired, chosen } = await setUp('fff');
    expect(acquired.cue?.image.candidateId).toBe(chosen);
  });
});
