import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import sharp from 'sharp';
import { startSandbox } from './sandbox.ts';

/** Indexing makes much short-lived garbage; a young generation that stays small keeps 130 MB of it from being held. */
setFlagsFromString('--semi-space-growth-factor=1');
setFlagsFromString('--max-semi-space-size=4');

/** One thread a picture, and none of its intermediate ones kept: two cores are shared with everything else that runs locally. */
sharp.concurrency(1);
sharp.cache(false);

const { values } = parseArgs({
  options: { port: { type: 'string', default: '4580' }, latency: { type: 'string', default: '0' } },
});
const sandbox = await startSandbox({ port: Number(values.port), latencyMs: Number(values.latency) });
console.log(`provider sandbox at ${sandbox.url}`);
for (const [provider, address] of Object.entries(sandbox.addresses)) console.log(`  ${provider.padEnd(10)} ${address}`);
console.log('  keys       sandbox-unsplash, sandbox-pexels, sandbox-pixabay');
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.close());
