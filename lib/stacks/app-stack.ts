import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AccountsArea } from '../areas/accounts.ts';
import { EntitiesArea } from '../areas/entities.ts';
import { ImagesArea } from '../areas/images.ts';
import { JobsArea } from '../areas/jobs.ts';
import { OperationsArea } from '../areas/operations.ts';
import { ProjectsArea } from '../areas/projects.ts';
import { SpeechArea } from '../areas/speech.ts';
import { TimelineArea } from '../areas/timeline.ts';
import type { StageConfig } from '../config/stage.ts';
import { ApiGateway } from '../constructs/api-gateway.ts';
import { publishValue } from '../constructs/shared-value.ts';
import { StageResources } from '../constructs/stage-resources.ts';

export interface AppStackProps extends StackProps {
  readonly config: StageConfig;
}

interface Parts {
  readonly gateway: ApiGateway;
  readonly speech: SpeechArea;
  readonly jobs: JobsArea;
}

/** API, pipeline and queues: what may be replaced at any time. */
export class AppStack extends Stack {
  constructor(scope: Construct, id: string, { config, ...props }: AppStackProps) {
    super(scope, id, props);
    const resources = new StageResources(this, 'Resources', config);
    const accounts = new AccountsArea(this, 'Accounts', resources);
    const projects = new ProjectsArea(this, 'Projects', resources);
    const speech = new SpeechArea(this, 'Speech', resources);
    const entities = new EntitiesArea(this, 'Entities', resources);
    const images = new ImagesArea(this, 'Images', resources);
    const timeline = new TimelineArea(this, 'Timeline', resources);
    const jobs = new JobsArea(this, 'Jobs', {
      resources,
      speech,
      stages: {
        plan: entities.plan.function,
        link: entities.link.function,
        search: images.search.function,
        rank: images.rank.function,
        compose: timeline.compose.function,
        acquire: images.acquire.function,
        publish: timeline.publish.function,
      },
    });
    const operations = new OperationsArea(this, 'Operations', { resources, speechQueue: speech.queue.queue });
    const gateway = new ApiGateway(this, 'Gateway', {
      config,
      key: resources.key,
      authorizer: accounts.authorizer.function,
      handlers: {
        'accounts/api': accounts.api.function,
        'projects/api': projects.api.function,
        'jobs/api': jobs.api.function,
        'entities/api': entities.addApi(resources, jobs.stateMachine).function,
        'timeline/api': timeline.api.function,
        'images/api': images.api.function,
        'images/own-api': images.ownApi.function,
        'operations/api': operations.api.function,
      },
    });
    this.share(config.name, { gateway, speech, jobs });
    this.output({ gateway, speech, jobs, resources });
  }

  /** For the other stacks of the stage. */
  private share(stage: string, { gateway, speech, jobs }: Parts): void {
    const values = {
      'api-id': gateway.api.apiId,
      'speech-queue-arn': speech.queue.queue.queueArn,
      'speech-queue-url': speech.queue.queue.queueUrl,
      'speech-queue-name': speech.queue.queue.queueName,
      'speech-dead-letters-name': speech.queue.deadLetters.queueName,
      'parked-queue-name': speech.parked.queueName,
      'state-machine-arn': jobs.stateMachine.stateMachineArn,
    };
    for (const [name, value] of Object.entries(values)) publishValue(this, stage, name, value);
  }

  /** For people, and for what runs beside the stage. */
  private output({ gateway, speech, jobs, resources }: Parts & { readonly resources: StageResources }): void {
    const values = {
      ApiId: gateway.api.apiId,
      ApiUrl: gateway.api.apiEndpoint,
      SpeechQueueUrl: speech.queue.queue.queueUrl,
      ParkedQueueUrl: speech.parked.queueUrl,
      StateMachineArn: jobs.stateMachine.stateMachineArn,
      MediaBucket: resources.media.bucketName,
      CatalogueBucket: resources.catalogue.bucketName,
      MainTable: resources.tables.main.tableName,
      UserPoolId: resources.userPoolId,
      UserPoolClientId: resources.userPoolClientId,
    };
    for (const [name, value] of Object.entries(values)) new CfnOutput(this, name, { value });
  }
}
