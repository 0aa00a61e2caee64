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
  readonly images: ImagesArea;
  readonly jobs: JobsArea;
  readonly resources: StageResources;
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
    if (images.rankingQueue !== null) speech.answerDeadLettersOf(images.rankingQueue);
    const jobs = new JobsArea(this, 'Jobs', {
      resources,
      speech,
      rankingQueue: images.rankingQueue,
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
    const operations = new OperationsArea(this, 'Operations', {
      resources,
      speechQueue: speech.queue.queue,
      rankingQueue: images.rankingQueue?.queue ?? null,
    });
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
    const parts = { gateway, speech, images, jobs, resources };
    this.share(config.name, parts);
    this.output(parts);
  }

  /** For the other stacks of the stage. */
  private share(stage: string, { gateway, speech, images, jobs, resources }: Parts): void {
    const values = {
      'api-id': gateway.api.apiId,
      'speech-queue-arn': speech.queue.queue.queueArn,
      'speech-queue-url': speech.queue.queue.queueUrl,
      'speech-queue-name': speech.queue.queue.queueName,
      'speech-dead-letters-name': speech.queue.deadLetters.queueName,
      'parked-queue-name': speech.parked.queueName,
      'state-machine-arn': jobs.stateMachine.stateMachineArn,
      ...(images.rankingQueue !== null && {
        'ranking-queue-arn': images.rankingQueue.queue.queueArn,
        'ranking-queue-url': images.rankingQueue.queue.queueUrl,
        'ranking-queue-name': images.rankingQueue.queue.queueName,
        // The contact in it is asked for here only.
        providers: resources.providers,
      }),
    };
    for (const [name, value] of Object.entries(values)) publishValue(this, stage, name, value);
  }

  /** For people, and for what runs beside the stage. */
  private output({ gateway, speech, images, jobs, resources }: Parts): void {
    const values = {
      ApiId: gateway.api.apiId,
      ApiUrl: gateway.api.apiEndpoint,
      SpeechQueueUrl: speech.queue.queue.queueUrl,
      ParkedQueueUrl: speech.parked.queueUrl,
      ...(images.rankingQueue !== null && {
        RankingQueueUrl: images.rankingQueue.queue.queueUrl,
        CacheTable: resources.tables.cache.tableName,
        LimitsTable: resources.tables.limits.tableName,
        Providers: resources.providers,
      }),
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
