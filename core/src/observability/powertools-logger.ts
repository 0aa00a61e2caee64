import type { Logger as Powertools } from '@aws-lambda-powertools/logger';
import type { Logger } from './logger.ts';

/** The Powertools logger behind our port: service name, level and format are its own. */
export const powertoolsLogger = (powertools: Powertools): Logger => ({
  info: (event, fields = {}) => powertools.info(event, { ...fields }),
  warn: (event, fields = {}) => powertools.warn(event, { ...fields }),
  error: (event, fields = {}, thrown?) => powertools.error(event, { ...fields, ...(thrown instanceof Error ? { error: thrown } : {}) }),
});
