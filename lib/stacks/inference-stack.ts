import { resolve } from 'node:path';
import { Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import {
  InstanceType,
  LaunchTemplate,
  LaunchTemplateHttpTokens,
  MachineImage,
  Peer,
  Port,
  SecurityGroup,
  SubnetType,
  UserData,
  Vpc,
  type IVpc,
} from 'aws-cdk-lib/aws-ec2';
import { Platform } from 'aws-cdk-lib/aws-ecr-assets';
import {
  AsgCapacityProvider,
  Cluster,
  ContainerImage,
  ContainerInsights,
  CpuArchitecture,
  Ec2Service,
  Ec2TaskDefinition,
  FargateService,
  FargateTaskDefinition,
  LogDriver,
  NetworkMode,
  OperatingSystemFamily,
  type TaskDefinition,
} from 'aws-cdk-lib/aws-ecs';
import { PolicyStatement, Role, ServicePrincipal, ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type * as z from 'zod';
import type { WorkerEnv } from '../../gpu-worker/src/worker.env.ts';
import type { StageConfig } from '../config/stage.ts';
import { sharedValue } from '../constructs/shared-value.ts';
import { StageResources } from '../constructs/stage-resources.ts';

export interface InferenceStackProps extends StackProps {
  readonly config: StageConfig;
}

/** What the GPU image carries beside the CPU one is chosen by this build argument. */
const TARGET = { fargate: 'cpu', gpu: 'cuda' } as const;

/**
 * The worker: an ECS service that starts at no task. Fargate on CPU, or EC2 instances with a GPU. Public subnets without
 * inbound rules take the place of a NAT gateway, which alone would cost more than an idle stage may.
 */
export class InferenceStack extends Stack {
  private readonly config: StageConfig;
  private readonly resources: StageResources;

  constructor(scope: Construct, id: string, { config, ...props }: InferenceStackProps) {
    super(scope, id, props);
    this.config = config;
    this.resources = new StageResources(this, 'Resources', config);
    const vpc = new Vpc(this, 'Network', {
      maxAzs: 2,
      natGateways: 0,
      restrictDefaultSecurityGroup: false,
      subnetConfiguration: [{ name: 'public', subnetType: SubnetType.PUBLIC, cidrMask: 24 }],
    });
    vpc.addFlowLog('Flows');
    const cluster = new Cluster(this, 'Cluster', {
      clusterName: `cutaway-${config.name}`,
      vpc,
      containerInsightsV2: ContainerInsights.ENABLED,
    });
    if (config.inference.compute === 'gpu') this.gpuService(cluster, vpc);
    else this.fargateService(cluster, vpc);
  }

  private workerEnvironment(): Required<Omit<z.input<typeof WorkerEnv>, 'CUTAWAY_MODELS' | 'CUTAWAY_FAULTS' | 'VISIBILITY_SECONDS'>> {
    return {
      STAGE: this.config.name,
      MAIN_TABLE: this.resources.tables.main.tableName,
      MEDIA_BUCKET: this.resources.media.bucketName,
      SPEECH_QUEUE_URL: sharedValue(this, this.config.name, 'speech-queue-url'),
      MODELS_FOLDER: '/app/models',
      HEALTH_PORT: '8080',
      TIME_LIMIT_MINUTES: String(this.config.inference.timeLimitMinutes),
    };
  }

  private addWorker(task: TaskDefinition, hardware: { readonly memoryLimitMiB: number; readonly gpuCount?: number }): void {
    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/cutaway/${this.config.name}/worker`,
      encryptionKey: this.resources.key,
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const target = this.config.inference.compute === 'gpu' ? TARGET.gpu : TARGET.fargate;
    task.addContainer('worker', {
      image: ContainerImage.fromAsset(resolve(import.meta.dirname, '../..'), {
        file: 'gpu-worker/Dockerfile',
        target,
        platform: Platform.LINUX_AMD64,
        exclude: ['*', '!dist/worker', '!models', '!gpu-worker', '!core/package.json', '!package.json', '!package-lock.json'],
      }),
      logging: LogDriver.awsLogs({ logGroup, streamPrefix: 'worker' }),
      environment: this.workerEnvironment(),
      // The rest of the time until SIGKILL is for handing the message back.
      stopTimeout: Duration.seconds(110),
      readonlyRootFilesystem: true,
      healthCheck: {
        command: [
          'CMD',
          'node',
          '-e',
          "fetch('http://127.0.0.1:8080/healthz').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))",
        ],
        startPeriod: Duration.seconds(60),
      },
      ...hardware,
    });
    task.addVolume({ name: 'scratch' });
    task.defaultContainer?.addMountPoints({ containerPath: '/tmp', sourceVolume: 'scratch', readOnly: false });
    this.grant(task);
  }

  private grant(task: TaskDefinition): void {
    const { tables, media, key } = this.resources;
    tables.main.grantReadWriteData(task.taskRole);
    media.grantRead(task.taskRole, 'workspaces/*');
    media.grantPut(task.taskRole, 'workspaces/*/runs/*');
    key.grantEncryptDecrypt(task.taskRole);
    Queue.fromQueueArn(this, 'SpeechQueue', sharedValue(this, this.config.name, 'speech-queue-arn')).grantConsumeMessages(task.taskRole);
    // Task tokens are not resources: the action cannot be narrowed to one state machine.
    task.addToTaskRolePolicy(new PolicyStatement({ actions: ['states:SendTaskSuccess'], resources: ['*'] }));
  }

  private closedGroup(vpc: IVpc): SecurityGroup {
    const group = new SecurityGroup(this, 'Worker', { vpc, description: 'Nothing comes in; HTTPS goes out', allowAllOutbound: false });
    group.addEgressRule(Peer.anyIpv4(), Port.tcp(443), 'AWS and model hubs');
    return group;
  }

  private fargateService(cluster: Cluster, vpc: IVpc): void {
    const task = new FargateTaskDefinition(this, 'Task', {
      cpu: 2_048,
      memoryLimitMiB: 8_192,
      ephemeralStorageGiB: 40,
      runtimePlatform: { cpuArchitecture: CpuArchitecture.X86_64, operatingSystemFamily: OperatingSystemFamily.LINUX },
    });
    this.addWorker(task, { memoryLimitMiB: 8_192 });
    new FargateService(this, 'Service', {
      cluster,
      taskDefinition: task,
      desiredCount: 0,
      minHealthyPercent: 0,
      assignPublicIp: true,
      vpcSubnets: { subnetType: SubnetType.PUBLIC },
      securityGroups: [this.closedGroup(vpc)],
      circuitBreaker: { rollback: true },
    });
  }

  private gpuService(cluster: Cluster, vpc: IVpc): void {
    const role = new Role(this, 'Instance', {
      assumedBy: new ServicePrincipal('ec2.amazonaws.com'),
      managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('service-role/AmazonEC2ContainerServiceforEC2Role')],
    });
    const template = new LaunchTemplate(this, 'Template', {
      instanceType: new InstanceType(this.config.inference.instanceType),
      machineImage: MachineImage.resolveSsmParameterAtLaunch('/aws/service/ecs/optimized-ami/amazon-linux-2023/gpu/recommended/image_id'),
      role,
      securityGroup: this.closedGroup(vpc),
      httpTokens: LaunchTemplateHttpTokens.REQUIRED,
      userData: UserData.forLinux(),
      associatePublicIpAddress: true,
    });
    const group = new AutoScalingGroup(this, 'Instances', {
      vpc,
      vpcSubnets: { subnetType: SubnetType.PUBLIC },
      launchTemplate: template,
      minCapacity: 0,
      maxCapacity: this.config.inference.maxTasks,
    });
    const capacity = new AsgCapacityProvider(this, 'Capacity', { autoScalingGroup: group, enableManagedTerminationProtection: true });
    cluster.addAsgCapacityProvider(capacity);
    const task = new Ec2TaskDefinition(this, 'Task', { networkMode: NetworkMode.BRIDGE });
    this.addWorker(task, { memoryLimitMiB: 12_288, gpuCount: 1 });
    new Ec2Service(this, 'Service', {
      cluster,
      taskDefinition: task,
      desiredCount: 0,
      minHealthyPercent: 0,
      capacityProviderStrategies: [{ capacityProvider: capacity.capacityProviderName, weight: 1 }],
      circuitBreaker: { rollback: true },
    });
  }
}
