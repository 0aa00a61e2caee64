import type { StageInput } from './stage.ts';

/** Data outlives the stacks; every alarm reaches somebody. */
export const prod: StageInput = {
  name: 'prod',
  data: { removalPolicy: 'retain', deletionProtection: true },
  api: { throttle: { rate: 200, burst: 400 } },
  logs: { retentionDays: 90 },
  alarms: { enabled: true },
  providers: { contact: null },
  inference: { compute: 'fargate', maxTasks: 10 },
};
