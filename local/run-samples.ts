import type { Client } from '../cli/client/client/index.ts';
import { enrich } from '../cli/enrich/enrich.ts';
import { inputFile } from '../cli/enrich/input-file.ts';
import { printTimeline } from '../cli/enrich/print-timeline.ts';
import { outputFolder, writeResults } from '../cli/enrich/write-results.ts';
import { SAMPLES, type Sample } from '../samples/samples.ts';

const seconds = (sinceMs: number): string => `${((Date.now() - sinceMs) / 1_000).toFixed(1)} s`;

/** Processes one sample and prints its timeline. @returns whether it has pictures */
const runSample = async (client: Client, sample: Sample, out: string): Promise<boolean> => {
  const started = Date.now();
  console.log(`\n── ${sample.title}`);
  const words = sample.words === undefined ? undefined : inputFile(sample.words);
  const { projectId, job, timeline } = await enrich(client, {
    input: inputFile(sample.file),
    words,
    onProgress: line => console.log(`   ${seconds(started).padStart(7)}  ${line}`),
  });
  if (timeline === null || (job.state !== 'completed' && job.state !== 'partial')) {
    console.log(`   ${job.state}: ${job.error?.why ?? 'no timeline'} [${job.error?.code ?? ''}]`);
    return false;
  }
  const count = timeline.cues.length;
  console.log(`${printTimeline(timeline)}\n   ${job.state} in ${seconds(started)}, ${count} ${count === 1 ? 'picture' : 'pictures'}`);
  for (const reason of job.reasons) console.log(`   missing at ${reason.stage}: ${reason.why}`);
  const folder = await outputFolder(`${out}/${sample.id}`);
  await writeResults(client, projectId, folder);
  console.log(`   look at ${folder}/storyboard.html`);
  return count > 0;
};

/** Processes every sample, one after the other. @returns whether each has pictures */
export const runSamples = async (client: Client, out: string): Promise<boolean> => {
  let isWhole = true;
  for (const sample of SAMPLES) isWhole = (await runSample(client, sample, out)) && isWhole;
  return isWhole;
};
