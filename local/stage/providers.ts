/** What a provider is reached by in a stage on this machine: variables of the environment, and what the sandbox calls it. */
const PROVIDERS = [
  { sandbox: 'unsplash', url: 'UNSPLASH_API_URL', key: 'UNSPLASH_ACCESS_KEY', sandboxKey: 'sandbox-unsplash' },
  { sandbox: 'pexels', url: 'PEXELS_API_URL', key: 'PEXELS_API_KEY', sandboxKey: 'sandbox-pexels' },
  { sandbox: 'pixabay', url: 'PIXABAY_API_URL', key: 'PIXABAY_API_KEY', sandboxKey: 'sandbox-pixabay' },
  { sandbox: 'openverse', url: 'OPENVERSE_API_URL' },
  { sandbox: 'commons', url: 'COMMONS_API_URL' },
  { sandbox: 'wikidata', url: 'WIKIDATA_API_URL' },
  { sandbox: 'wikipedia', url: 'WIKIPEDIA_API_URL' },
] as const;

export type SandboxAddresses = Readonly<Record<(typeof PROVIDERS)[number]['sandbox'], string>>;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Variables that send each provider to the sandbox, but for those the caller's environment names an address or a key of:
 * these are reached as it says, or live.
 * @param live no provider is sent to the sandbox
 */
export const providerVariables = (environment: Environment, addresses: SandboxAddresses, live: boolean): Record<string, string> => {
  const variables: Record<string, string> = {};
  for (const provider of PROVIDERS) {
    const url = environment[provider.url];
    const key = 'key' in provider ? environment[provider.key] : undefined;
    if (live || url !== undefined || key !== undefined) {
      if (url !== undefined) variables[provider.url] = url;
      if ('key' in provider && key !== undefined) variables[provider.key] = key;
      continue;
    }
    variables[provider.url] = addresses[provider.sandbox];
    if ('key' in provider) variables[provider.key] = provider.sandboxKey;
  }
  return variables;
};

/** @returns names of the providers that are not the sandbox, for the line that says so */
export const namedProviders = (environment: Environment, live: boolean): readonly string[] =>
  PROVIDERS.filter(
    provider => live || environment[provider.url] !== undefined || ('key' in provider && environment[provider.key] !== undefined),
  ).map(provider => provider.sandbox);
