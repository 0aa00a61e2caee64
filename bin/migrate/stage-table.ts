import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';
import { readLocalState } from '../../cli/stage/local-state.ts';
import { parameterName } from '../../lib/constructs/shared-value.ts';

/** What clients of the SDK need to reach the local stage. @throws where none runs */
const localEnvironment = (): Readonly<Record<string, string>> => {
  const running = readLocalState();
  if (running === null) throw new Error('No local stage is running. Start one with `npm start`, or name another with --stage.');
  return {
    AWS_ENDPOINT_URL: new URL(running.apiUrl).origin,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  };
};

/**
 * Looks a stage's table `main` up by the name it publishes. For the stage `local` this process is pointed to the emulator,
 * unless it is already; for any other one the caller's own credentials and region count.
 */
export const mainTableOf = async (stage: string): Promise<string> => {
  if (stage === 'local' && process.env.AWS_ENDPOINT_URL === undefined) Object.assign(process.env, localEnvironment());
  const name = parameterName(stage, 'main-table-name');
  try {
    const { Parameter } = await new SSMClient({}).send(new GetParameterCommand({ Name: name }));
    if (Parameter?.Value === undefined) throw new Error(`The parameter ${name} is empty.`);
    return Parameter.Value;
  } catch (error) {
    if (error instanceof ParameterNotFound) throw new Error(`There is no stage ${stage} in this account and region.`, { cause: error });
    throw error;
  }
};
