import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod';

/** What a running local stage says of itself in `.cutaway/local.json`. */
export const LocalState = z.object({
  /** Without `/v1`. */
  apiUrl: z.url(),
  sandboxUrl: z.url(),
  demo: z.object({ email: z.email(), password: z.string() }),
  pids: z.record(z.string(), z.int()),
});
export type LocalState = z.infer<typeof LocalState>;

const ROOT = resolve(import.meta.dirname, '../..');

/** Where a local stage keeps everything; another one beside it needs a folder and ports of its own. */
export const LOCAL_HOME = resolve(process.env.INIT_CWD ?? '.', process.env.CUTAWAY_HOME ?? resolve(ROOT, '.cutaway'));
export const LOCAL_STATE_FILE = resolve(LOCAL_HOME, 'local.json');

/** @returns null where no local stage has been started, or it was stopped */
export const readLocalState = (): LocalState | null => {
  if (!existsSync(LOCAL_STATE_FILE)) return null;
  try {
    return LocalState.parse(JSON.parse(readFileSync(LOCAL_STATE_FILE, 'utf8')));
  } catch {
    // Half-written by a start that was killed: no stage runs.
    return null;
  }
};
