import * as z from 'zod';

/**
 * Who runs this deployment: an e-mail address or a web page. Wikimedia counts callers by it, so it has to name the operator
 * and not this project; otherwise all operators would share one budget.
 */
export const OperatorContact = z
  .string()
  .trim()
  .max(200)
  .regex(
    /^(?:https:\/\/[^\s()]+|[^\s()@;]+@[^\s()@;]+)(?:; *(?:https:\/\/[^\s()]+|[^\s()@;]+@[^\s()@;]+))*$/,
    'an https address, an e-mail address, or both joined by "; "',
  );
export type OperatorContact = z.infer<typeof OperatorContact>;

/** @returns `Cutaway/1.2.0 (ops@example.org)`, the form Wikimedia's User-Agent policy asks for and Pexels' front door accepts */
export const userAgent = (version: string, contact: OperatorContact): string => `Cutaway/${version} (${OperatorContact.parse(contact)})`;
