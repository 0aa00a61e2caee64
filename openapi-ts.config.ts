import { defineConfig } from '@hey-api/openapi-ts';

/** The typed client of the command line and the end-to-end tests, generated from the committed contract. */
export default defineConfig({
  input: './docs/openapi.json',
  output: { path: 'cli/client', importFileExtension: '.ts' },
  plugins: ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk'],
});
