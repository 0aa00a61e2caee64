import { join, resolve } from 'node:path';
import { align } from '../core/src/speech/align/align.ts';
import { loadAligner } from '../core/src/speech/align/model/load-aligner.ts';
import { loadTextPrior } from '../core/src/speech/emphasis/text-prior.ts';
import { committedClip as committedAligned, MODEL_FOLDER, tieredClips } from './align/clips.ts';
import { ABSENT } from './emphasis/absent.ts';
import { measureAgreement } from './emphasis/agreement.ts';
import { pitchRows } from './emphasis/pitch.ts';
import { speedRows } from './emphasis/speed.ts';
import { textRows } from './emphasis/text.ts';
import { topWordRows } from './emphasis/top-word.ts';
import type { BenchReport } from './report.ts';
import { committedClip, referenceClips } from './speech/reference-clips.ts';

const PRIOR_FOLDER = resolve(import.meta.dirname, '../models/text-prior');
const JFK = resolve(import.meta.dirname, '../test/fixtures/align/jfk.wav');

/**
 * The acceptance table of emphasis: every source of times, stand-ins for deliberate emphasis, text alone, pitch, speed.
 * @param options `fixtures`: folder of larger fixtures, or null: then only the committed clips are measured
 */
export const run = async ({ fixtures }: { readonly fixtures: string | null }): Promise<BenchReport> => {
  const [model, prior] = [await loadAligner(MODEL_FOLDER), await loadTextPrior(PRIOR_FOLDER)];
  const deps = { prior, align: (request: Omit<Parameters<typeof align>[0], 'model'>) => align({ model, ...request }) };
  const clips = fixtures === null ? [committedClip()] : referenceClips(fixtures);
  const spoken = [...(fixtures === null ? [] : tieredClips(fixtures)), committedAligned()];
  const speed = await speedRows(PRIOR_FOLDER, spoken);
  const rows = [
    ...(await measureAgreement(deps, clips)),
    ...(await topWordRows(deps, spoken)),
    ...(await textRows(fixtures, prior)),
    ...(await pitchRows([...clips, { name: 'jfk', audio: fixtures === null ? JFK : join(fixtures, 'data/speech/jfk.wav') }])),
    ...speed,
    ...ABSENT,
  ];
  return { name: 'emphasis', rows, figures: {} };
};
