import manifest from '../../package.json' with { type: 'json' };

/** Version of the software, as documents and `/v1/health` name it. */
export const VERSION: string = manifest.version;
