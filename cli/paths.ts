import { resolve } from 'node:path';

/** npm runs scripts in the project's folder; people mean the folder they stand in. */
export const userPath = (path: string): string => resolve(process.env.INIT_CWD ?? process.cwd(), path);
