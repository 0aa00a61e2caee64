import { Duration } from 'aws-cdk-lib';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type * as z from 'zod';
import type { EntitiesApiEnv } from '../../functions/entities/api.env.ts';
import type { LinkEnv } from '../../functions/entities/link.env.ts';
import type { PlanEnv } from '../../functions/entities/plan.env.ts';
import { WRITE_ITEMS } from '../constructs/access.ts';
import { AppFunction } from '../constructs/app-function.ts';
import { grantProviders, MEMORY_FOR_TWO_THREADS, providersEnvironment, stageFunction } from '../constructs/stage-function.ts';
import type { StageResources } from '../constructs/stage-resources.ts';

/** What is talked about, and which item of the knowledge base it is. */
export class EntitiesArea extends Construct {
  readonly plan: AppFunction;
  readonly link: AppFunction;

  constructor(scope: Construct, id: string, resources: StageResources) {
    super(scope, id);
    this.plan = stageFunction<z.input<typeof PlanEnv>>(this, 'Plan', {
      resources,
      entry: 'entities/plan',
      description: 'Names and emphasised concepts that could win a place on the timeline',
      environment: {},
      // 190 MB for the name model, the rest for 3 hours of words; processors come with memory.
      memoryMegabytes: 1_769,
      native: true,
      timeout: Duration.minutes(10),
    });
    this.link = stageFunction<z.input<typeof LinkEnv>>(this, 'Link', {
      resources,
      entry: 'entities/link',
      description: 'Which item each name means, the whole talk together, or none',
      environment: providersEnvironment(resources),
      memoryMegabytes: MEMORY_FOR_TWO_THREADS,
      native: true,
      timeout: Duration.minutes(14),
    });
    grantProviders(resources, this.link);
  }

  /** Corrections and the glossary. @param jobs what a corrected job runs again in; made of this area's other functions */
  addApi(resources: StageResources, jobs: IStateMachine): AppFunction {
    const { config, key, tables } = resources;
    const api = new AppFunction<z.input<typeof EntitiesApiEnv>>(this, 'Api', {
      config,
      key,
      entry: 'entities/api',
      description: 'What a workspace says about names, and corrections of a project',
      environment: {
        MAIN_TABLE: tables.main.tableName,
        OWNED_SECRET_NAME: resources.secretName('owned'),
        STATE_MACHINE_ARN: jobs.stateMachineArn,
        CONCURRENT_JOBS: String(config.limits.concurrentJobs),
      },
      timeout: Duration.seconds(15),
    });
    resources.allow(api.role).table('main', WRITE_ITEMS).secret('owned').to(['states:StartExecution'], jobs.stateMachineArn);
    return api;
  }
}
