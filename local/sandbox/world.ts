import type { SandboxClock } from './control/clock.ts';
import type { Journal } from './control/journal.ts';
import type { Scenarios } from './control/scenario.ts';
import type { CallWindows } from './control/windows.ts';
import type { Knowledge } from './knowledge/knowledge.ts';
import type { Painter } from './painter/painter.ts';
import type { ShelfMemory } from './stock/shelf-memory.ts';

/** Keys that each provider accepts. */
export interface AccessKeys {
  readonly unsplash: readonly string[];
  readonly pexels: readonly string[];
  readonly pixabay: readonly string[];
}

/** What all rooms of the sandbox share. */
export interface World {
  /** Where this server is reached, without a trailing slash; every address in an answer begins with it. */
  readonly origin: string;
  /** Waited before every answer of a provider, milliseconds. */
  readonly latencyMs: number;
  readonly accessKeys: AccessKeys;
  readonly clock: SandboxClock;
  readonly scenarios: Scenarios;
  readonly windows: CallWindows;
  readonly journal: Journal;
  readonly knowledge: Knowledge;
  readonly painter: Painter;
  /** What a stock provider has shown in earlier runs. */
  readonly memoryOf: (provider: string) => ShelfMemory;
}
