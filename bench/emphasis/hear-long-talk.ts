/** Hears hours of joined clips as a job does, and reports what it took; started by `bench/long-talk.ts`. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { align } from '../../core/src/speech/align/align.ts';
import { loadAligner } from '../../core/src/speech/align/model/load-aligner.ts';
import { loadTextPrior } from '../../core/src/speech/emphasis/text-prior.ts';
import { hearRecording } from '../../core/src/speech/hear-recording.ts';
import { committedClip, MODEL_FOLDER, SAMPLE_RATE, tieredClips } from '../align/clips.ts';
import { joinedRecording } from '../align/long-recording.ts';
import { asTranscript } from '../align/rough-times.ts';

const FIXTURES = resolve(import.meta.dirname, '../..', process.env.CUTAWAY_FIXTURES ?? '../shared');
const LOOK_EVERY_MS = 200;

const hours = Number(process.argv[2] ?? 3);
const clips = [...(existsSync(FIXTURES) ? tieredClips(FIXTURES) : []), committedClip()];
const { audio, durationMs, said } = joinedRecording(clips, 60 * hours, false);
const words = asTranscript(said);
const [model, prior] = [await loadAligner(MODEL_FOLDER), await loadTextPrior(resolve(import.meta.dirname, '../../models/text-prior'))];

let peak = 0;
const look = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), LOOK_EVERY_MS);
const hearing = await hearRecording(
  { prior, align: request => align({ model, ...request }) },
  {
    audio: {
      ...audio,
      info: {
        container: 'wav',
        durationMs: Math.round(durationMs),
        audio: { codec: 'pcm_s16le', sampleRate: SAMPLE_RATE, channels: 1 },
        video: null,
      },
    },
    given: { transcript: { schemaVersion: 1, source: 'asr', language: 'en', durationMs: 0, words }, cues: [], cueOfWord: [], notes: [] },
    sensitivity: 'normal',
    onProgress: () => (peak = Math.max(peak, process.memoryUsage.rss())),
    signal: new AbortController().signal,
  },
);
clearInterval(look);
const { user, system } = process.cpuUsage();
const placed = hearing.transcript.words.filter(word => word.timeSource === 'aligned').length;
process.stdout.write(
  JSON.stringify({
    seconds: durationMs / 1_000,
    words: words.length,
    placed,
    peakMegabytes: Math.max(peak, process.resourceUsage().maxRSS * 1_024) / 1e6,
    processor: (user + system) / 1e6,
  }),
);
