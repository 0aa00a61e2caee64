import { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import {
  BlockDeviceVolume,
  EbsDeviceVolumeType,
  InstanceType,
  LaunchTemplate,
  LaunchTemplateHttpTokens,
  MachineImage,
  SubnetType,
  UserData,
  type ISecurityGroup,
  type IVpc,
} from 'aws-cdk-lib/aws-ec2';
import { AsgCapacityProvider, Ec2Service, Ec2TaskDefinition, NetworkMode, PropagatedTagSource, type Cluster } from 'aws-cdk-lib/aws-ecs';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledged-findings.ts';
import type { StageResources } from './stage-resources.ts';
import { addWorker } from './worker-container.ts';

/** Of the 16 GB of the smallest instance, what ECS has left to give to its one task. */
const MEMORY_MIB = 12_288;
/** AWS keeps the newest image of this name; an instance looks it up when it starts. */
const MACHINE_IMAGE = '/aws/service/ecs/optimized-ami/amazon-linux-2023/gpu/recommended/image_id';

export interface GpuWorkerProps {
  readonly vpc: IVpc;
  readonly cluster: Cluster;
  readonly securityGroup: ISecurityGroup;
  readonly resources: StageResources;
}

/** The worker on instances with a GPU, one task on each. ECS starts an instance when a task finds none, and ends it afterwards. */
export class GpuWorker extends Construct {
  readonly service: Ec2Service;
  private readonly props: GpuWorkerProps;

  constructor(scope: Construct, id: string, props: GpuWorkerProps) {
    super(scope, id);
    this.props = props;
    const capacity = this.capacity();
    props.cluster.addAsgCapacityProvider(capacity);
    // The container shares the instance's own address: nothing else on it listens, and nothing comes in.
    const task = new Ec2TaskDefinition(this, 'Task', { networkMode: NetworkMode.BRIDGE });
    addWorker(task, props.resources, { memoryLimitMiB: MEMORY_MIB, gpuCount: 1 });
    this.service = new Ec2Service(this, 'Service', {
      cluster: props.cluster,
      taskDefinition: task,
      desiredCount: 0,
      minHealthyPercent: 0,
      // A second task finds no second GPU on the instance.
      maxHealthyPercent: 100,
      capacityProviderStrategies: [{ capacityProvider: capacity.capacityProviderName, weight: 1 }],
      circuitBreaker: { rollback: true },
      propagateTags: PropagatedTagSource.SERVICE,
    });
    // The cluster is given its capacity by a resource that nothing refers to; a service that came before it would be refused.
    this.service.node.addDependency(props.cluster);
  }

  private capacity(): AsgCapacityProvider {
    const { vpc, resources } = this.props;
    const group = new AutoScalingGroup(this, 'Instances', {
      vpc,
      vpcSubnets: { subnetType: SubnetType.PUBLIC },
      launchTemplate: this.launchTemplate(),
      minCapacity: 0,
      maxCapacity: resources.config.inference.maxTasks,
    });
    acknowledge(group, {
      AS3: 'Instances come and go with the queue; what matters about them is the age of its messages, which has an alarm.',
    });
    return new AsgCapacityProvider(this, 'Capacity', { autoScalingGroup: group, enableManagedTerminationProtection: true });
  }

  private launchTemplate(): LaunchTemplate {
    const { resources, securityGroup } = this.props;
    // The capacity provider gives it what the agent of ECS needs; our container has a role of its own.
    const role = new Role(this, 'Instance', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
    acknowledge(role, {
      'IAM5[Action::ecs:Submit*]': 'The agent says what became of tasks, containers and their networks, on this cluster only.',
      'IAM5[Resource::*]': 'The agent’s polling and the login to the registry know no resources, so their actions allow nothing narrower.',
    });
    return new LaunchTemplate(this, 'Template', {
      instanceType: new InstanceType(resources.config.inference.instanceType),
      machineImage: MachineImage.resolveSsmParameterAtLaunch(MACHINE_IMAGE),
      role,
      securityGroup,
      httpTokens: LaunchTemplateHttpTokens.REQUIRED,
      // Containers are one hop further away: they cannot take the instance's role.
      httpPutResponseHopLimit: 1,
      userData: UserData.forLinux(),
      associatePublicIpAddress: true,
      blockDevices: [
        // The account's own key for disks: ours would have to be lent to Auto Scaling, for scratch files of one talk.
        { deviceName: '/dev/xvda', volume: BlockDeviceVolume.ebs(80, { encrypted: true, volumeType: EbsDeviceVolumeType.GP3 }) },
      ],
    });
  }
}
