import type * as z from 'zod';

const MOST = 3;

/** What is wrong with input, field by field, in one line: `words.3.start: expected number, received string`. */
export const whyUnreadable = ({ issues }: z.ZodError): string =>
  issues
    .slice(0, MOST)
    .map(({ path, message }) => `${path.join('.')}: ${message.replace(/^Invalid input: /u, '')}`)
    .join('; ');
