import { SubnetType, type ISecurityGroup } from 'aws-cdk-lib/aws-ec2';
import {
  CpuArchitecture,
  FargateService,
  FargateTaskDefinition,
  OperatingSystemFamily,
  PropagatedTagSource,
  type ICluster,
} from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import type { StageResources } from './stage-resources.ts';
import { addWorker } from './worker-container.ts';

const MEMORY_MIB = 8_192;

/** The worker on processors, in tasks that AWS runs without an instance of ours. */
export const fargateWorker = (
  scope: Construct,
  cluster: ICluster,
  securityGroup: ISecurityGroup,
  resources: StageResources,
): FargateService => {
  const task = new FargateTaskDefinition(scope, 'Task', {
    cpu: 2_048,
    memoryLimitMiB: MEMORY_MIB,
    // Four of the largest files there may be.
    ephemeralStorageGiB: 40,
    runtimePlatform: { cpuArchitecture: CpuArchitecture.X86_64, operatingSystemFamily: OperatingSystemFamily.LINUX },
  });
  addWorker(task, resources, { memoryLimitMiB: MEMORY_MIB });
  return new FargateService(scope, 'Service', {
    cluster,
    taskDefinition: task,
    desiredCount: 0,
    minHealthyPercent: 0,
    maxHealthyPercent: 200,
    assignPublicIp: true,
    vpcSubnets: { subnetType: SubnetType.PUBLIC },
    securityGroups: [securityGroup],
    circuitBreaker: { rollback: true },
    propagateTags: PropagatedTagSource.SERVICE,
  });
};
