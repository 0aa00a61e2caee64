import type { DrillModule, DrillReport } from './drill.ts';

/** Every drill there is; each starts a stage of its own and is loaded when it is asked for. */
const DRILLS: Readonly<Record<string, () => Promise<DrillModule>>> = {
  kill: () => import('./kill.ts'),
  poison: () => import('./poison.ts'),
  restart: () => import('./restart.ts'),
  stop: () => import('./stop.ts'),
  cancel: () => import('./cancel.ts'),
  repeat: () => import('./repeat.ts'),
  quota: () => import('./quota.ts'),
  breaker: () => import('./breaker.ts'),
  rotate: () => import('./rotate.ts'),
};

const list = async (): Promise<string> => {
  const lines = await Promise.all(Object.entries(DRILLS).map(async ([name, load]) => `  ${name.padEnd(10)} ${(await load()).about}`));
  return `Usage: npm run drill -- <name> [options] [--json]\n\nBreaks things on purpose, on a stage of its own, and says what was lost.\n\n${lines.join('\n')}`;
};

const asText = ({ name, findings }: DrillReport): string => {
  const broken = findings.filter(finding => !finding.held).length;
  const lines = findings.map(({ what, held, detail }) => `${held ? '✓' : '✗'} ${what}: ${detail}`);
  return [...lines, `${name}: ${findings.length} points, ${broken === 0 ? 'nothing lost' : `${broken} did not hold`}`].join('\n');
};

// What a stage started is ended as this process exits; without a handler a signal would end it before that.
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  process.once(signal, () => process.exit(code));

const [name, ...args] = process.argv.slice(2);
const load = name === undefined ? undefined : DRILLS[name];
if (load === undefined) {
  const isHelp = ['--help', '-h', '--list'].includes(name ?? '');
  console[isHelp ? 'log' : 'error'](await list());
  process.exitCode = isHelp ? 0 : 2;
} else {
  const isJson = args.includes('--json');
  const report = await (await load()).run(args.filter(arg => arg !== '--json'));
  console.log(isJson ? JSON.stringify(report) : asText(report));
  process.exitCode = report.findings.every(finding => finding.held) ? 0 : 1;
}
