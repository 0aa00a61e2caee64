import * as z from 'zod';
import { AVOIDED_TOPICS, ContentTopic } from './content-topic.ts';

export const ProviderId = z.enum(['owner', 'commons', 'pexels', 'unsplash', 'openverse', 'pixabay']);
export type ProviderId = z.infer<typeof ProviderId>;

export const Licence = z.object({
  /** Machine code, lower case: `cc-by-sa-4.0`, `cc0`, `pd`, `pexels`, `unsplash`, `pixabay`, `owner`. */
  id: z.string().regex(/^[a-z0-9.-]+$/),
  name: z.string().min(1),
  url: z.url(),
});
export type Licence = z.infer<typeof Licence>;

/**
 * What may be done with a picture of one provider under one licence. It decides everything: code that asks which provider
 * a picture came from in order to decide what is allowed is a defect.
 */
export const RightsRecord = z.object({
  /** `<provider>/<licence>@<version>`; a changed rule gets a new version, stored pictures keep theirs. */
  id: z.string().regex(/^[a-z]+\/[a-z0-9.-]+@\d+$/),
  /** `store`: our own copy may be shown. `hotlink`: only the provider's address. `derivative-only`: our copy only once altered. */
  display: z.enum(['store', 'hotlink', 'derivative-only']),
  /** Whether an unaltered copy may be handed on, for example in a ZIP. */
  redistribute: z.boolean(),
  /** Whether a program may choose it without a person looking. */
  automate: z.enum(['yes', 'needs-approval', 'no']),
  commercialUse: z.boolean(),
  derivatives: z.boolean(),
  /** Whether its pixels may be fed to a model (ranking counts). */
  mlUse: z.boolean(),
  shareAlike: z.boolean(),
  attribution: z.object({
    required: z.boolean(),
    /** Where the credit has to stand. */
    where: z.enum(['on-display', 'with-the-work', 'anywhere']),
  }),
  /** The terms these lines were read from, and when (ISO date). */
  source: z.object({ url: z.url(), date: z.iso.date() }),
});
export type RightsRecord = z.infer<typeof RightsRecord>;

/** Limits that are not copyright: a logo is a trade mark, a face has rights of its own. */
export const Restriction = z.enum(['personality', 'trademark', 'insignia', 'currency', 'other']);
export type Restriction = z.infer<typeof Restriction>;

/** What an operator and a workspace allow; every candidate is held against it before anything is fetched. */
export const RightsPolicy = z.object({
  commercialUse: z.boolean(),
  derivatives: z.boolean(),
  allowShareAlike: z.boolean(),
  /** What is made is fed to models, so that only pictures serve whose terms allow that. */
  mlUse: z.boolean(),
  /** `automatic`: no person looks before publishing, so `automate` must be `yes`. */
  approval: z.enum(['automatic', 'reviewed']),
  /** What pictures may not show. */
  avoid: z.array(ContentTopic).default([...AVOIDED_TOPICS]),
});
export type RightsPolicy = z.infer<typeof RightsPolicy>;

/** What a workspace asks for beyond its operator; what is left out is as the operator has it. */
export const WorkspacePolicy = RightsPolicy.extend({ avoid: z.array(ContentTopic) }).partial();
export type WorkspacePolicy = z.infer<typeof WorkspacePolicy>;
