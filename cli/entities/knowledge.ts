import { randomUUID } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { folderKnowledgeBase } from '@cutaway/core/entities/folder-knowledge-base';
import type { KnowledgeBase } from '@cutaway/core/entities/knowledge-base';
import { createWikimediaKnowledgeBase } from '@cutaway/core/entities/wikimedia-knowledge-base';
import { createWikis } from '@cutaway/core/images/create-providers';
import { ProviderConfig } from '@cutaway/core/images/provider-config';
import { systemClock } from '@cutaway/core/platform/clock';
import { ACCOUNT_RULES } from '@cutaway/core/platform/gate/account-rules';
import { LedgerCallGate } from '@cutaway/core/platform/gate/ledger-call-gate';
import { VERSION } from '@cutaway/core/platform/version';
import { MemoryAccountTable } from '@cutaway/core/testing/memory-account-table';
import { rememberingAnswerCache } from '@cutaway/core/testing/remembering-answer-cache';
import { CommandError, EXIT } from '../exit-code.ts';
import { userPath } from '../paths.ts';

/** Somebody waits in front of the terminal, and sees nothing else until the quota lets the next call in. */
const PATIENCE_MS = 10 * 60_000;

const folder = (given: string): KnowledgeBase => {
  const path = userPath(given);
  if (!existsSync(path) || !statSync(path).isDirectory()) throw new CommandError(EXIT.usage, `There is no folder ${path}.`);
  return folderKnowledgeBase(path);
};

const configOf = (environment: Readonly<Record<string, string | undefined>>): ProviderConfig => {
  const { CUTAWAY_CONTACT: contact, WIKIDATA_API_URL: wikidataApiUrl, WIKIPEDIA_API_URL: wikipediaApiUrl } = environment;
  const isLive = wikidataApiUrl === undefined || wikipediaApiUrl === undefined;
  if (isLive && contact === undefined) {
    const ways = 'or name a folder of items with --knowledge, or other addresses with WIKIDATA_API_URL and WIKIPEDIA_API_URL';
    throw new CommandError(EXIT.usage, `Wikimedia asks who calls: set CUTAWAY_CONTACT to your e-mail address or web page, ${ways}.`);
  }
  const config = ProviderConfig.safeParse({
    contact: contact ?? 'https://cutaway.example/contact',
    version: VERSION,
    wikidataApiUrl,
    wikipediaApiUrl,
  });
  if (!config.success)
    throw new CommandError(EXIT.usage, config.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
  return config.data;
};

/**
 * @param given folder of `*.jsonl` items; absent: the live Action APIs, at the addresses the environment names
 * @throws CommandError `usage`
 */
export const openKnowledge = (given: string | undefined, environment: Readonly<Record<string, string | undefined>>): KnowledgeBase => {
  if (given !== undefined) return folder(given);
  const gate = new LedgerCallGate({
    accounts: new MemoryAccountTable(),
    rules: ACCOUNT_RULES,
    clock: systemClock,
    sleep: milliseconds => sleep(milliseconds),
    random: Math.random,
    newTicketId: randomUUID,
    patienceMs: PATIENCE_MS,
  });
  const wikis = createWikis({ config: configOf(environment), gate, clock: systemClock, fetch: globalThis.fetch });
  return createWikimediaKnowledgeBase({ ...wikis, cache: rememberingAnswerCache(), clock: systemClock });
};
