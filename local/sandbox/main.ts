import { setFlagsFromString } from 'node:v8';
import { Command, InvalidArgumentError } from 'commander';
import sharp from 'sharp';
import { startSandbox } from './sandbox.ts';

/** Indexing makes much short-lived garbage; a young generation that stays small keeps 130 MB of it from being held. */
setFlagsFromString('--semi-space-growth-factor=1');
setFlagsFromString('--max-semi-space-size=4');

/** One thread a picture, and none of its intermediate ones kept: two cores are shared with everything else that runs locally. */
sharp.concurrency(1);
sharp.cache(false);

const whole = (text: string): number => {
  if (!/^\d{1,5}$/.test(text)) throw new InvalidArgumentError('a whole number is needed');
  return Number(text);
};

const HELP = `
It answers as Unsplash, Pexels, Wikimedia Commons, Wikidata, Wikipedia, Openverse and Pixabay do, over HTTP on 127.0.0.1,
with their quotas, headers and refusals. Nothing it shows exists. While it runs:

  GET  /__health                what it knows
  GET  /__journal               every request, with what was decided and why
  GET  /__scenario, POST ...    what goes wrong from now on: {"provider": "pexels", "fault": "http-503", "times": 3}
  GET  /__clock, POST ...       what time it is for quotas: {"advanceMs": 3600000}

docs/sandbox.md says more.`;

const options = new Command('npm run sandbox --')
  .description('Picture providers and knowledge bases on this machine, for clients to be tested against.')
  .option('--port <number>', 'where it listens; 0: a free port', whole, 4580)
  .option('--latency <milliseconds>', 'waited before every answer', whole, 0)
  .option('--memory <folder>', 'where stock providers remember what they have shown, for the next run')
  .addHelpText('after', HELP)
  .parse()
  .opts<{ port: number; latency: number; memory?: string }>();

const sandbox = await startSandbox({
  port: options.port,
  latencyMs: options.latency,
  ...(options.memory !== undefined && { memory: options.memory }),
});
console.log(`provider sandbox at ${sandbox.url}`);
for (const [provider, address] of Object.entries(sandbox.addresses)) console.log(`  ${provider.padEnd(10)} ${address}`);
console.log('  keys       sandbox-unsplash, sandbox-pexels, sandbox-pixabay');
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.close());
