import * as z from 'zod';

/** What a picture may show that an operator or a workspace would rather not. */
export const ContentTopic = z.enum(['minors', 'violence', 'medical', 'faith', 'brands', 'people']);
export type ContentTopic = z.infer<typeof ContentTopic>;

/** Avoided unless an operator says otherwise: what hurts those shown or those who look, where nobody looks before it is shown. */
export const AVOIDED_TOPICS: readonly ContentTopic[] = ['minors', 'violence', 'medical'];
