import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import * as z from 'zod';
import { normaliseName } from '../core/src/entities/name-forms.ts';
import { metadataRanker } from '../core/src/images/rank/metadata-ranker.ts';
import { Catalogue } from '../local/sandbox/commons/catalogue.ts';
import { loadKnowledge } from '../local/sandbox/knowledge/knowledge.ts';
import { startSandbox } from '../local/sandbox/sandbox.ts';
import type { BenchReport, BenchRow } from './report.ts';
import { enrichTalk, loadProduct, type Product } from './truth/enrich-talk.ts';
import { readVerdicts } from './truth/judge-picture.ts';
import { truthPage } from './truth/page.ts';
import { readTalks, type GoldMention, type TruthTalk } from './truth/read-talks.ts';
import { type ScoredTalk, scoreTalk } from './truth/score-talk.ts';
import { senseRows } from './truth/senses.ts';
import { truthRows } from './truth/rows.ts';

const Journal = z.looseObject({ total: z.int().default(0) });

const PAGE = resolve(import.meta.dirname, '../.cutaway/truth.html');

/** The corpus asks far more often than a talk would; the sandbox's windows are about quotas, which other benchmarks measure. */
const openWindows = async (url: string): Promise<void> => {
  for (const provider of ['wikimedia', 'pexels']) {
    await fetch(`${url}/__scenario`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ provider, limit: 1_000_000, windowSeconds: 60 }),
    });
  }
};

/** Whether a search for the name brings the item that is meant. */
const reachableOf = async (talk: TruthTalk, { knowledgeBase }: Product): Promise<(mention: GoldMention) => boolean> => {
  const found = new Set<string>();
  for (const { surface, qid } of talk.mentions) {
    const key = `${normaliseName(surface)}/${qid}`;
    if (qid === null || found.has(key)) continue;
    const hits = await knowledgeBase.search(surface, [], { workspaceId: 'truth', purpose: 'job' });
    if (hits.outcome === 'done' && hits.value.some(hit => hit.qid === qid)) found.add(key);
  }
  return ({ surface, qid }) => found.has(`${normaliseName(surface)}/${qid}`);
};

/** Starts counting anew, or tells how many calls providers have had since. */
const journal = async (url: string, method: 'DELETE' | 'GET'): Promise<number> => {
  const answer = await fetch(`${url}/__journal?last=1`, { method });
  return Journal.parse(await answer.json()).total;
};

/** The corpus, talk by talk, through the product's own parts against the sandbox's HTTP. */
export const run = async (): Promise<BenchReport> => {
  const knowledge = loadKnowledge();
  const sandbox = await startSandbox({ port: 0 }, knowledge);
  try {
    await openWindows(sandbox.url);
    const product = await loadProduct(sandbox);
    const deps = { catalogue: new Catalogue(knowledge), verdicts: readVerdicts() };
    const scored: ScoredTalk[] = [];
    let calls = 0;
    for (const talk of readTalks()) {
      await journal(sandbox.url, 'DELETE');
      const enriched = await enrichTalk(talk.text, product);
      calls += await journal(sandbox.url, 'GET');
      scored.push(scoreTalk(talk, enriched, { ...deps, reachable: await reachableOf(talk, product) }));
    }
    mkdirSync(dirname(PAGE), { recursive: true });
    writeFileSync(PAGE, truthPage(scored));
    const rows: readonly BenchRow[] = [...truthRows(scored), ...(await senseRows(product.ranker, metadataRanker))];
    return { name: 'truth', rows, figures: { talks: scored.length, callsPerTalk: calls / scored.length } };
  } finally {
    await sandbox.close();
  }
};
