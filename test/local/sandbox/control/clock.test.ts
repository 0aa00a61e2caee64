import { describe, expect, it } from '@jest/globals';
import { SandboxClock } from '../../../../local/sandbox/control/clock.ts';

const at = (start: number) => {
  const wall = { now: start };
  return { wall, clock: new SandboxClock(() => wall.now) };
};

describe('SandboxClock', () => {
  it('runs with real time, at the distance that was set', () => {
    const { wall, clock } = at(1_000);
    clock.setOffset(500);
    wall.now = 2_000;
    expect(clock.now()).toBe(2_500);
  });

  it('stands still when frozen, can be advanced, and goes on from there', () => {
    const { wall, clock } = at(1_000);
    clock.freeze();
    wall.now = 9_000;
    expect(clock.now()).toBe(1_000);
    clock.advance(3_600_000);
    expect(clock.now()).toBe(3_601_000);
    clock.resume();
    wall.now = 9_250;
    expect(clock.now()).toBe(3_601_250);
  });
});
