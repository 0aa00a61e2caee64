import type { StageInput } from './stage.ts';

/** As prod, but it may be torn down. */
export const staging: StageInput = {
  name: 'staging',
  data: { removalPolicy: 'destroy', deletionProtection: false },
  api: {},
  logs: { retentionDays: 30 },
  alarms: { enabled: true },
  providers: { contact: null },
  inference: { compute: 'fargate', maxTasks: 2 },
};
