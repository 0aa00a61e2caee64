import type { LogEvent } from './events.ts';

type Fields = Readonly<Record<string, string | number | boolean | null | undefined | readonly string[]>>;

/**
 * What our code may do with a logger: name an event and give fields it chose one by one. Never whole requests, headers or
 * answers. The Powertools logger of functions and worker fits it.
 */
export interface Logger {
  info(event: LogEvent, fields?: Fields): void;
  warn(event: LogEvent, fields?: Fields): void;
  /** @param thrown what was caught; its stack is kept */
  error(event: LogEvent, fields?: Fields, thrown?: unknown): void;
}
