import { fork } from 'node:child_process';
import { resolve } from 'node:path';
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import type { DrillStage } from '../stage/drill-stage.ts';
import { Searched, type Order } from './order.ts';

const SEARCHER = resolve(import.meta.dirname, 'searcher.ts');

/** The environment of the stage's own function that searches: its tables, its secret, its addresses of providers. */
const environmentOf = async ({ lambda, local }: DrillStage): Promise<Record<string, string>> => {
  const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: 'cutaway-local-images-search' }));
  return { ...Environment?.Variables, ...local.aws, POWERTOOLS_LOG_LEVEL: 'SILENT' };
};

/** A process of its own that searches as the stage's function does, over the same tables. @returns how each search ended */
const searcher = (environment: Record<string, string>, order: Order, tell: (one: Searched) => void): Promise<void> =>
  new Promise((done, fail) => {
    const env = { ...environment, PATH: process.env.PATH ?? '' };
    const child = fork(SEARCHER, [], { execArgv: ['--import', 'tsx'], env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    const killed = (): void => void child.kill('SIGKILL');
    process.once('exit', killed);
    child.on('message', message => tell(Searched.parse(message)));
    child.once('exit', code => {
      process.removeListener('exit', killed);
      if (code === 0) done();
      else fail(new Error(`A searching process ended with ${code ?? 'a signal'}.`));
    });
    child.send(order);
  });

/** Runs one process for each order, all at once. @param tell told each search as it ends @returns all of them */
export const runSearchers = async (
  stage: DrillStage,
  orders: readonly Order[],
  tell: (one: Searched) => void = () => undefined,
): Promise<readonly Searched[]> => {
  const environment = await environmentOf(stage);
  const all: Searched[] = [];
  const keep = (one: Searched): void => {
    all.push(one);
    tell(one);
  };
  await Promise.all(orders.map(order => searcher(environment, order, keep)));
  return all;
};
