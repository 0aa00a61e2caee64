import { jest } from '@jest/globals';

// A guard against hanging, not a measure: a job takes seconds on an idle machine, and the first call of a Lambda starts it.
jest.setTimeout(180_000);
