import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod';
import type { Usage } from './usage-of-calls.ts';

const Prices = z.object({ prices: z.record(z.string(), z.object({ usd: z.number() })) });
const FILE = resolve(import.meta.dirname, '../../test/lib/prices/us-east-1.json');
const { prices } = Prices.parse(JSON.parse(readFileSync(FILE, 'utf8')));

/** @returns USD at public list prices, without what AWS gives for free @throws where a unit has no price */
export const usdOf = (usage: Usage): number =>
  Object.entries(usage).reduce((sum, [name, units]) => {
    const price = prices[name];
    if (price === undefined) throw new Error(`no price ${name}`);
    return sum + units * price.usd;
  }, 0);
