import { Stack, Validations } from 'aws-cdk-lib';
import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference.js';
import type { IConstruct } from 'constructs';

/**
 * Keeps findings of cdk-nag that we looked at, each with its reason, beside what causes them. A test fails where one of them
 * no longer matches anything.
 * @param findings reasons by the finding's id, without the name of its pack
 */
export const acknowledge = (construct: IConstruct, findings: Readonly<Record<string, string>>): void => {
  for (const [id, reason] of Object.entries(findings)) Validations.of(construct).acknowledge({ id: `AwsSolutions-${id}`, reason });
};

/** The id of the finding that a statement's resource holds a wildcard. */
export const wildcardIn = (scope: IConstruct, arn: string): string =>
  `IAM5[Resource::${flattenCfnReference(Stack.of(scope).resolve(arn))}]`;
