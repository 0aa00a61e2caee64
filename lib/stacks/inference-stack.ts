import { Stack, type StackProps } from 'aws-cdk-lib';
import {
  FlowLogDestination,
  FlowLogTrafficType,
  GatewayVpcEndpointAwsService,
  Peer,
  Port,
  SecurityGroup,
  SubnetType,
  Vpc,
  type IVpc,
} from 'aws-cdk-lib/aws-ec2';
import { Cluster, ContainerInsights } from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config/stage.ts';
import { acknowledge } from '../constructs/acknowledged-findings.ts';
import { fargateWorker } from '../constructs/fargate-worker.ts';
import { GpuWorker } from '../constructs/gpu-worker.ts';
import { houseLogGroup } from '../constructs/house-log-group.ts';
import { QueueScaling } from '../constructs/queue-scaling.ts';
import { sharedValue } from '../constructs/shared-value.ts';
import { StageResources } from '../constructs/stage-resources.ts';

export interface InferenceStackProps extends StackProps {
  readonly config: StageConfig;
}

/**
 * The worker: an ECS service that rests at no task. Fargate on processors, or EC2 instances with a GPU. Public subnets
 * without inbound rules take the place of a NAT gateway, which alone would cost more than an idle stage may.
 */
export class InferenceStack extends Stack {
  private readonly config: StageConfig;
  private readonly resources: StageResources;

  constructor(scope: Construct, id: string, { config, ...props }: InferenceStackProps) {
    super(scope, id, props);
    this.config = config;
    this.resources = new StageResources(this, 'Resources', config);
    const vpc = this.network();
    const cluster = this.cluster(vpc);
    const securityGroup = this.closedGroup(vpc);
    const { resources } = this;
    const service =
      config.inference.compute === 'gpu'
        ? new GpuWorker(this, 'Gpu', { vpc, cluster, securityGroup, resources }).service
        : fargateWorker(this, cluster, securityGroup, resources);
    new QueueScaling(this, 'Scaling', {
      service,
      queueNames: [
        sharedValue(this, config.name, 'speech-queue-name'),
        ...(config.inference.imageModel === null ? [] : [sharedValue(this, config.name, 'ranking-queue-name')]),
      ],
      maxTasks: config.inference.maxTasks,
    });
  }

  private network(): Vpc {
    const vpc = new Vpc(this, 'Network', {
      maxAzs: 2,
      natGateways: 0,
      // The switch is a custom resource. Nothing is put into the default group: the worker brings its own.
      restrictDefaultSecurityGroup: false,
      subnetConfiguration: [{ name: 'public', subnetType: SubnetType.PUBLIC, cidrMask: 24 }],
      // Both are free, and keep media and rows off the public addresses.
      gatewayEndpoints: { S3: { service: GatewayVpcEndpointAwsService.S3 }, Tables: { service: GatewayVpcEndpointAwsService.DYNAMODB } },
    });
    vpc.addFlowLog('Refused', {
      trafficType: FlowLogTrafficType.REJECT,
      destination: FlowLogDestination.toCloudWatchLogs(
        houseLogGroup(this, 'Flows', this.config, this.resources.key, `/cutaway/${this.config.name}/network`),
      ),
    });
    return vpc;
  }

  private cluster(vpc: IVpc): Cluster {
    const { containerInsights } = this.config.inference;
    const cluster = new Cluster(this, 'Cluster', {
      clusterName: `cutaway-${this.config.name}`,
      vpc,
      containerInsightsV2: containerInsights ? ContainerInsights.ENABLED : ContainerInsights.DISABLED,
    });
    if (!containerInsights) acknowledge(cluster, { ECS4: 'Its metrics of services cost by the hour also while no task runs.' });
    return cluster;
  }

  private closedGroup(vpc: IVpc): SecurityGroup {
    const group = new SecurityGroup(this, 'Worker', { vpc, description: 'Nothing comes in; HTTPS goes out', allowAllOutbound: false });
    group.addEgressRule(Peer.anyIpv4(), Port.tcp(443), 'AWS');
    return group;
  }
}
