/** Three tiers, one project each: `npm test` runs them all; `npm run test:unit` needs no network and no emulator. */
const shared = {
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'es6' } }] },
  testEnvironment: '<rootDir>/test/jest-environment.mjs',
};
const tiers = {
  unit: ['**/test/**/!(*.int|*.e2e).test.ts'],
  integration: ['**/test/**/*.int.test.ts'],
  'end-to-end': ['**/test/**/*.e2e.test.ts'],
};

export default {
  projects: Object.entries(tiers).map(([displayName, testMatch]) => ({ ...shared, displayName, testMatch })),
};
