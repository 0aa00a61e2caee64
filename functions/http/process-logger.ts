import { Logger as Powertools } from '@aws-lambda-powertools/logger';
import { powertoolsLogger } from '@cutaway/core/observability/powertools-logger';

/** The logger of this process; service name and level come from the house's environment variables. */
export const logger = powertoolsLogger(new Powertools());
