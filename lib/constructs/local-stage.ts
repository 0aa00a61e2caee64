import { CfnCondition, CfnResource, Fn, Stack, Validations, type IAspect } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Types the emulator refuses, or that only make sense on AWS. Add one only with its line in `docs/local.md`. */
export const AWS_ONLY: ReadonlySet<string> = new Set([
  'AWS::ApplicationAutoScaling::ScalableTarget',
  'AWS::ApplicationAutoScaling::ScalingPolicy',
  'AWS::Backup::BackupSelection',
  'AWS::Budgets::Budget',
  'AWS::CloudFront::KeyGroup',
  'AWS::CloudFront::PublicKey',
  'AWS::CloudWatch::CompositeAlarm',
  'AWS::EC2::FlowLog',
  'AWS::EC2::SecurityGroupIngress',
  'AWS::ECS::CapacityProvider',
  'AWS::ECS::ClusterCapacityProviderAssociations',
  'AWS::Logs::QueryDefinition',
  'AWS::Logs::ResourcePolicy',
  'AWS::SecretsManager::ResourcePolicy',
  'AWS::SecretsManager::RotationSchedule',
]);

const usesMetricMath = (resource: CfnResource): boolean =>
  resource.cfnResourceType === 'AWS::CloudWatch::Alarm' && 'metrics' in resource && resource.metrics !== undefined;

/**
 * Switches off, for a stage on the emulator only, what the emulator cannot create: a condition that is always false. The
 * resource stays in the template, and references to it still resolve.
 */
export class LocalStage implements IAspect {
  /** Type and path of what was switched off; a test holds the list, so that it cannot grow unseen. */
  readonly switchedOff: string[] = [];

  visit(node: IConstruct): void {
    if (!CfnResource.isCfnResource(node)) return;
    if (!AWS_ONLY.has(node.cfnResourceType) && !usesMetricMath(node)) return;
    this.switchedOff.push(`${node.cfnResourceType} ${node.node.path}`);
    node.cfnOptions.condition = this.never(Stack.of(node));
  }

  private never(stack: Stack): CfnCondition {
    const existing = stack.node.tryFindChild('NotOnLocal');
    if (existing instanceof CfnCondition) return existing;
    const never = new CfnCondition(stack, 'NotOnLocal', { expression: Fn.conditionEquals('local', 'aws') });
    Validations.of(stack).acknowledge({ id: 'CloudFormation-Validate::W8003', reason: 'It is never true on purpose.' });
    return never;
  }
}
