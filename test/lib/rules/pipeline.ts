import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { STAGES } from '../../../core/src/jobs/stage-message.ts';
import { readable, templateOf } from '../support/references.ts';
import { stages, type SynthesisedStage } from '../support/synthesised.ts';

interface State {
  readonly Type: string;
  readonly Next?: string | undefined;
  readonly Default?: string | undefined;
  readonly Choices?: readonly { readonly Next: string }[] | undefined;
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[]; readonly Next: string }[] | undefined;
  readonly Retry?: readonly { readonly ErrorEquals: readonly string[]; readonly MaxAttempts: number }[] | undefined;
  readonly Resource?: string | undefined;
  readonly TimeoutSeconds?: number | undefined;
  readonly ItemProcessor?: Definition | undefined;
}
interface Definition {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

const State: z.ZodType<State> = z.lazy(() =>
  z.object({
    Type: z.string(),
    Next: z.string().optional(),
    Default: z.string().optional(),
    Choices: z.array(z.object({ Next: z.string() })).optional(),
    Catch: z.array(z.object({ ErrorEquals: z.array(z.string()), Next: z.string() })).optional(),
    Retry: z.array(z.object({ ErrorEquals: z.array(z.string()), MaxAttempts: z.number() })).optional(),
    Resource: z.string().optional(),
    TimeoutSeconds: z.number().optional(),
    ItemProcessor: Definition.optional(),
  }),
);
const Definition = z.object({ StartAt: z.string(), States: z.record(z.string(), State) });

const definitionOf = (stage: SynthesisedStage): Definition => {
  const [machine] = stage.resources('AWS::StepFunctions::StateMachine');
  return Definition.parse(JSON.parse(readable(templateOf(stage, 'app'), machine?.Properties['DefinitionString'])));
};

/** All states, also those inside of maps. */
const everyState = ({ States }: Definition): readonly (readonly [string, State])[] =>
  Object.entries(States).flatMap(([name, state]) => [
    [name, state] as const,
    ...(state.ItemProcessor === undefined ? [] : everyState(state.ItemProcessor)),
  ]);

const reached = ({ StartAt, States }: Definition): ReadonlySet<string> => {
  const seen = new Set<string>();
  const follow = (name: string | undefined): void => {
    if (name === undefined || seen.has(name)) return;
    seen.add(name);
    const { Next, Default, Choices = [], Catch = [] } = States[name] ?? {};
    for (const next of [Next, Default, ...Choices.map(choice => choice.Next), ...Catch.map(caught => caught.Next)]) follow(next);
  };
  follow(StartAt);
  return seen;
};

/** The last word on a failed run. Where it fails too, the execution fails, and its event marks the job. */
const LAST_WORD = 'finish';

describe.each(stages)('the state machine of stage $name', stage => {
  const definition = definitionOf(stage);
  const states = new Map(everyState(definition));
  const tasks = [...states].filter(([, { Type }]) => Type === 'Task');

  it('has a state for each stage of a run', () => {
    expect(STAGES.filter(name => !states.has(name))).toEqual([]);
  });

  it('tries every task again, and catches what is left', () => {
    const tried = tasks.filter(([, { Retry = [] }]) =>
      Retry.every(({ ErrorEquals }) => !ErrorEquals.some(name => /^States\.(ALL|TaskFailed)$/.test(name))),
    );
    expect(tried.map(([name]) => name)).toEqual([]);
    const caught = [...states].filter(
      ([, { Type, Catch = [] }]) =>
        (Type === 'Task' || Type === 'Map') && !Catch.some(({ ErrorEquals }) => ErrorEquals.includes('States.ALL')),
    );
    expect(caught.map(([name]) => name)).toEqual([LAST_WORD]);
  });

  it('waits for a free function instead of failing', () => {
    const functions = tasks.filter(([, { Resource = '' }]) => !Resource.includes(':states:::'));
    const patient = functions.filter(([, { Retry = [] }]) =>
      Retry.some(({ ErrorEquals, MaxAttempts }) => ErrorEquals.includes('Lambda.TooManyRequestsException') && MaxAttempts >= 10),
    );
    expect(patient).toHaveLength(functions.length);
  });

  it('waits for no answer without a limit', () => {
    const unlimited = tasks.filter(([, { TimeoutSeconds = 0 }]) => TimeoutSeconds <= 0);
    expect(unlimited.map(([name]) => name)).toEqual([]);
  });

  it('leads every choice somewhere', () => {
    const open = [...states].filter(([, { Type, Default }]) => Type === 'Choice' && Default === undefined);
    expect(open.map(([name]) => name)).toEqual([]);
  });

  it('reaches every state', () => {
    const inner = [...states.values()].flatMap(({ ItemProcessor }) => (ItemProcessor === undefined ? [] : [ItemProcessor]));
    for (const part of [definition, ...inner]) expect([...reached(part)].sort()).toEqual(Object.keys(part.States).sort());
  });

  it('logs errors without the data of the run', () => {
    const [machine] = stage.resources('AWS::StepFunctions::StateMachine');
    expect(machine?.Properties['LoggingConfiguration']).toMatchObject({ Level: 'ERROR', IncludeExecutionData: false });
  });
});
