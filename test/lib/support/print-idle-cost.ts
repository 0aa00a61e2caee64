import { idleUsage, monthlyUsd } from './idle-cost.ts';
import { stageNamed } from './synthesised.ts';

/** For programs that cannot synthesise: USD a month of the stage dev at rest, where only dashboards are free. */
process.stdout.write(String(monthlyUsd(idleUsage(stageNamed('dev')), price => price === 'dashboardMonth')));
