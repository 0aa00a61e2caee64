/** Three tiers, one project each: `npm test` runs them all; `npm run test:unit` needs no network and no emulator. */
const shared = {
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2023', experimental: { keepImportAttributes: true } },
        module: { type: 'es6' },
      },
    ],
  },
  testEnvironment: '<rootDir>/test/jest-environment.mjs',
  // Bundles and synthesised apps hold copies of packages.
  modulePathIgnorePatterns: ['<rootDir>/(dist|cdk.out|.cutaway)/'],
};

const E2E = '<rootDir>/test/e2e/support';
const tiers = {
  unit: { testMatch: ['**/test/**/!(*.int|*.e2e).test.ts'] },
  integration: { testMatch: ['**/test/**/*.int.test.ts'] },
  'end-to-end': {
    testMatch: ['**/test/**/*.e2e.test.ts'],
    globalSetup: `${E2E}/global-setup.mjs`,
    globalTeardown: `${E2E}/global-teardown.mjs`,
    runner: `${E2E}/serial-runner.mjs`,
    setupFilesAfterEnv: [`${E2E}/patience.mjs`],
  },
};

export default {
  // A guard against hanging, not a measure: jest's own 5 s are too few on a machine that does something else as well.
  testTimeout: 60_000,
  reporters: ['default', '<rootDir>/test/skipped-cases-reporter.mjs'],
  projects: Object.entries(tiers).map(([displayName, tier]) => ({ ...shared, ...tier, displayName })),
};
