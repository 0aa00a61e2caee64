import { MemoryRateLimiter } from '../../../core/src/testing/memory-rate-limiter.ts';
import { rateLimiterContract } from '../../../core/src/testing/rate-limiter-contract.ts';

rateLimiterContract(clock => new MemoryRateLimiter(clock));
