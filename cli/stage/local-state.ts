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
export const LOCAL_HOME = resolve(ROOT, '.cutaway');
export const LOCAL_STATE_FILE = resolve(LOCAL_HOME, 'local.json');

/** @returns null where no local stage has been started, or it was stopped */
export const readLocalState = (): LocalState | null => {
  if (!existsSync(LOCAL_STATE_FILE)) return null;
  const parsed = LocalState.safeParse(JSON.parse(readFileSync(LOCAL_STATE_FILE, 'utf8')));
  return parsed.success ? parsed.data : null;
};
