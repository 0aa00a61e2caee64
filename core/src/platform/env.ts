import * as z from 'zod';

/** Tables a function uses; pick what it needs. */
export const TablesEnv = z.object({
  MAIN_TABLE: z.string().min(1),
  CACHE_TABLE: z.string().min(1),
  LIMITS_TABLE: z.string().min(1),
  IDEMPOTENCY_TABLE: z.string().min(1),
});

/** `MEDIA_BUCKET` holds what belongs to workspaces, `CATALOGUE_BUCKET` the licensed third-party pictures. */
export const BucketsEnv = z.object({ MEDIA_BUCKET: z.string().min(1), CATALOGUE_BUCKET: z.string().min(1) });

/** Name of the secret all keys of our own are derived from. */
export const OwnedSecretEnv = z.object({ OWNED_SECRET_NAME: z.string().min(1) });

/** Where providers are, which may be asked, and with what; JSON made by the stage's configuration. */
export const ProvidersEnv = z.object({ PROVIDERS: z.string().min(2), PROVIDER_KEYS_SECRET_NAME: z.string().min(1) });

/**
 * @param source `process.env`, handed in by a `*.env.ts` file
 * @throws one error that names every variable that is missing or malformed
 */
export const parseEnv = <Schema extends z.ZodType>(
  schema: Schema,
  source: Readonly<Record<string, string | undefined>>,
): z.output<Schema> => {
  const parsed = schema.safeParse(source);
  if (parsed.success) return parsed.data;
  throw new Error(`Environment: ${parsed.error.issues.map(issue => `${issue.path.join('.')} ${issue.message}`).join('; ')}`, {
    cause: parsed.error,
  });
};

/** What every stage of a run needs: the job's row, and the bucket its results lie in. */
export const StageEnv = z.object({ ...TablesEnv.pick({ MAIN_TABLE: true }).shape, ...BucketsEnv.pick({ MEDIA_BUCKET: true }).shape });
