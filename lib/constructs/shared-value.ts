import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';

/**
 * A value that one stack hands to others by name rather than by a hard export, so that either can be replaced on its own.
 * @param name what it is, for example `main-table-name`
 */
export const parameterName = (stage: string, name: string): string => `/cutaway/${stage}/${name}`;

export const publishValue = (scope: Construct, stage: string, name: string, value: string): void => {
  new StringParameter(scope, `Shared-${name}`, {
    parameterName: parameterName(stage, name),
    stringValue: value,
    description: `Read by the other stacks of ${stage}`,
  });
};

/** @returns a token that is resolved when the reading stack is deployed; one CloudFormation parameter per name and stack */
export const sharedValue = (scope: Construct, stage: string, name: string): string =>
  StringParameter.valueForStringParameter(scope, parameterName(stage, name));
