import type { StageInput } from './stage.ts';

/** Cheap and disposable: everything goes when the stack goes. */
export const dev: StageInput = {
  name: 'dev',
  data: { removalPolicy: 'destroy', deletionProtection: false },
  api: { corsOrigins: ['http://localhost:5173'] },
  logs: { retentionDays: 7, level: 'DEBUG' },
  alarms: { enabled: false },
  providers: { contact: null },
  inference: { compute: 'fargate', maxTasks: 1, containerInsights: false },
};
