import { globSync } from 'node:fs';

/**
 * Gzip, as Lambda loads it; a cold start takes longer with every kilobyte. The authorizer runs before every call, so it has
 * the smaller limit. Run after `npm run bundle`.
 */
const limits = { 'accounts-authorizer': '150 kB' };
const OTHERS = '500 kB';

export default globSync('dist/*-{api,authorizer}/index.mjs')
  .sort()
  .map(path => {
    const name = path.split('/')[1];
    return { name, path, limit: limits[name] ?? OTHERS, gzip: true };
  });
