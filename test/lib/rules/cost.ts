import { describe, expect, it } from '@jest/globals';
import { idleUsage, monthlyUsd } from '../support/idle-cost.ts';
import { stageNamed } from '../support/synthesised.ts';

const MOST_USD = 5;

describe.each([stageNamed('dev'), stageNamed('dev with gpu')])('a month of $name in which nobody uses it', stage => {
  const usage = idleUsage(stage);

  it('costs less than 5 USD, though the account uses up elsewhere all that AWS gives for free but dashboards', () => {
    expect(monthlyUsd(usage, price => price === 'dashboardMonth')).toBeLessThan(MOST_USD);
  });

  it('still does from the third year on, when two older versions of the key are kept, in an account of its own', () => {
    expect(monthlyUsd({ ...usage, kmsRotatedVersionMonth: 2 }, () => true)).toBeLessThan(MOST_USD);
  });
});
