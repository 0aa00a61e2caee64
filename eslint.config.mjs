import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

const zone = (target, from, message) => ({ target, from, message });

/** The map as rules: who may import whom. Each message says where the code belongs. */
const zones = [
  zone(
    './core/src',
    ['./bin', './lib', './functions', './gpu-worker', './local', './cli', './bench', './test'],
    'core is the domain: it imports nothing of ours. Pass what you need as an argument.',
  ),
  zone(
    './functions',
    ['./bin', './lib', './gpu-worker', './local', './cli', './bench'],
    'A handler is wiring around core. Share through core/, not by importing infrastructure or the worker.',
  ),
  zone(
    './gpu-worker',
    ['./bin', './lib', './functions', './local', './cli', './bench'],
    'The worker shares with Lambdas through core/, never by importing a handler.',
  ),
  zone(
    './lib',
    ['./gpu-worker/src/**/!(*.env).ts', './functions/**/!(*.env).ts', './local/**/*', './cli/**/*', './bench/**/*'],
    'Infrastructure reads only the *.env.ts of what it deploys.',
  ),
  zone('./core/src/!(testing)/**/*', './core/src/testing', 'Fakes and builders are for tests; production code gets a port as an argument.'),
  zone(
    './cli',
    ['./bin', './lib', './functions', './gpu-worker', './bench'],
    'The command line speaks to a stage through the generated client, or calls core/ for work without a stage.',
  ),
];

const NAMED_ZOD = {
  selector: "ImportDeclaration[source.value='zod'] ImportSpecifier",
  message: "Write `import * as z from 'zod'`: the named import bundles every locale (454 KB instead of 85).",
};
const ENVIRONMENT = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Environment is parsed once in a *.env.ts file and passed on.',
};
const RAW_CONSTRUCT = {
  selector:
    'NewExpression[callee.name=/^(Function|NodejsFunction|DockerImageFunction|Queue|Bucket|Table|TableV2|LogGroup|Alarm|CompositeAlarm)$/]',
  message: 'Use the construct of lib/constructs, which has the defaults of this house, or make one there.',
};
const MOCKED_MODULE = {
  selector: "CallExpression[callee.object.name='jest'][callee.property.name=/^(mock|unstable_mockModule)$/]",
  message: 'Dependencies are arguments; pass a fake instead of mocking a module.',
};
const SWITCHED_OFF_TEST = {
  selector: 'MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(only|skip)$/]',
  message: 'A test runs. Where something may be missing, use itWithFixture or itWithProgram of test/support, which count what is left out.',
};

const FAKES = {
  group: ['@cutaway/core/testing/*'],
  message: 'Fakes and builders are for tests; production code gets a port as an argument.',
};
const SDK = {
  group: ['@aws-sdk/*'],
  message: 'Only adapters (dynamo-*, s3-*, sqs-*, secrets-*, cognito-*, sfn-*, deps) touch the SDK; put a port between.',
};

/** Files that may touch the AWS SDK: adapters, named for what they adapt. */
const adapters = [
  '**/dynamo-*.ts',
  '**/s3-*.ts',
  '**/sqs-*.ts',
  '**/secrets-*.ts',
  '**/cognito-*.ts',
  '**/sfn-*.ts',
  '**/lambda-*.ts',
  '**/aws-*.ts',
  '**/*.deps.ts',
  '**/deps.ts',
];

export default tseslint.config(
  { ignores: ['node_modules/', 'dist/', 'cdk.out/', '.cutaway/', 'cli/client/', '**/*.mjs', '**/*.d.ts'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver': { node: { extensions: ['.ts', '.js', '.mjs'] } } },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones }],
      'no-console': 'error',
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-restricted-imports': ['error', { patterns: [SDK, FAKES] }],
      'no-restricted-syntax': ['error', NAMED_ZOD, ENVIRONMENT, MOCKED_MODULE],
    },
  },
  {
    files: ['lib/{areas,stacks}/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', NAMED_ZOD, ENVIRONMENT, RAW_CONSTRUCT] },
  },
  // Arithmetic over typed arrays whose bounds the loop guarantees; a check an element would cost more than the sum.
  {
    files: [
      'core/src/speech/{audio,signal,emphasis,align,recognise/whisper}/**/*.ts',
      'core/src/entities/{recognise,link,concepts}/**/*.ts',
      'core/src/timeline/compose/**/*.ts',
      'models/**/*.ts',
      'bench/emphasis/resynthesis.ts',
    ],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  // A route's schemas make the values that its answer is typed by; the compiler cannot follow that through the list of routes.
  { files: ['functions/http/api.ts'], rules: { '@typescript-eslint/consistent-type-assertions': 'off' } },
  { files: adapters, rules: { 'no-restricted-imports': ['error', { patterns: [FAKES] }] } },
  { files: ['**/*.env.ts'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['local/**/*.ts', 'bench/**/*.ts', 'cli/**/*.ts', 'bin/**/*.ts', 'samples/**/*.ts', 'docs/**/*.ts', 'models/**/*.ts'],
    rules: { 'no-console': 'off', 'no-restricted-syntax': 'off', 'no-restricted-imports': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'no-restricted-imports': 'off',
      'no-restricted-syntax': ['error', MOCKED_MODULE, SWITCHED_OFF_TEST],
      'no-console': 'off',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': 'off',
      '@typescript-eslint/consistent-type-assertions': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  { files: ['test/support/{fixtures,programs}.ts'], rules: { 'no-restricted-syntax': ['error', MOCKED_MODULE] } },
);
