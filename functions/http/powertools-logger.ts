import { Logger as Powertools } from '@aws-lambda-powertools/logger';
import type { Logger } from '@cutaway/core/observability/logger';

const powertools = new Powertools();

/** The logger of this process. Service name and level come from the house's environment variables. */
export const logger: Logger = {
  info: (event, fields = {}) => powertools.info(event, { ...fields }),
  warn: (event, fields = {}) => powertools.warn(event, { ...fields }),
  error: (event, fields = {}, thrown = undefined) =>
    powertools.error(event, { ...fields, ...(thrown instanceof Error ? { error: thrown } : {}) }),
};
