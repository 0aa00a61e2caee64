import { DynamoRateLimiter } from '../../../core/src/platform/dynamo-rate-limiter.ts';
import { rateLimiterContract } from '../../../core/src/testing/rate-limiter-contract.ts';
import { TEST_TABLES, useEmulator } from '../../support/emulator.ts';

const emulator = useEmulator();

rateLimiterContract(clock => new DynamoRateLimiter({ client: emulator().client, table: TEST_TABLES.limits, clock }));
