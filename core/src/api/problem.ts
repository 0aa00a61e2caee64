import * as z from 'zod';

/** Every error answer: RFC 9457, `application/problem+json`. */
export const Problem = z
  .object({
    /** Page that explains the code. */
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string().optional(),
    issues: z.array(z.object({ at: z.string(), why: z.string() })).optional(),
    requestId: z.string(),
  })
  .meta({ id: 'Problem', description: 'Every error answer (RFC 9457). `code` is stable; `type` links to its page.' });
export type Problem = z.infer<typeof Problem>;
