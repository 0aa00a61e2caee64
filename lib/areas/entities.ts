import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type * as z from 'zod';
import type { LinkEnv } from '../../functions/entities/link.env.ts';
import type { PlanEnv } from '../../functions/entities/plan.env.ts';
import type { AppFunction } from '../constructs/app-function.ts';
import { grantProviders, providersEnvironment, stageFunction } from '../constructs/stage-function.ts';
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
      // 355 MB for the sentence model.
      memoryMegabytes: 1_769,
      native: true,
      timeout: Duration.minutes(14),
    });
    grantProviders(resources, this.link);
  }
}
