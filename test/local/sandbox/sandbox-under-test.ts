import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { indexKnowledge, type Knowledge } from '../../../local/sandbox/knowledge/knowledge.ts';
import { readItems } from '../../../local/sandbox/knowledge/load-slice.ts';
import { startSandbox, type Sandbox } from '../../../local/sandbox/sandbox.ts';

/** A User-Agent as Wikimedia's policy wants it. */
export const OPERATOR = 'CutawayTest/1.0 (https://operator.test/cutaway; ops@operator.test)';

/** Indexing takes a second, and tests of several files run beside each other. */
const START_TIMEOUT_MS = 60_000;

/** A few real lines of the slice: enough where what is known does not matter. */
export const fewItems = (): Knowledge =>
  indexKnowledge(
    readItems([
      '{"qid":"Q42","label":"Douglas Adams","aliases":["Douglas Noel Adams"],"description":"English writer and humorist","instanceOf":["Q5"],"instanceOfLabels":["human"],"popularity":132,"popularityFrom":"sitelinks","enwiki":"Douglas Adams","image":"Douglas adams portrait cropped.jpg"}',
      '{"qid":"Q90","label":"Paris","description":"capital and largest city of France","instanceOf":["Q5119"],"instanceOfLabels":["capital"],"popularity":165,"popularityFrom":"graphDegree","enwiki":"Paris","image":"Paris - Eiffelturm und Marsfeld2.jpg"}',
    ]),
  );

/** Whatever an answer holds: assertions say what it has to be. */
export type Json = ReturnType<typeof JSON.parse>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Parsed body; throws where it is no JSON. */
  json(): Json;
}

export interface SandboxUnderTest {
  url(): string;
  addresses(): Sandbox['addresses'];
  get(address: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body: object): Promise<Answer>;
  /** Everything that was asked, newest last. */
  journal(query?: string): Promise<Json>;
}

/** Starts a sandbox for the tests of a file, and puts it back to normal before each. */
export const sandboxUnderTest = (knowledge?: () => Knowledge): SandboxUnderTest => {
  let sandbox: Sandbox | undefined;
  const running = (): Sandbox => {
    if (sandbox === undefined) throw new Error('The sandbox is not running yet.');
    return sandbox;
  };
  const ask = async (address: string, init: RequestInit): Promise<Answer> => {
    const response = await fetch(address.startsWith('http') ? address : running().url + address, { redirect: 'manual', ...init });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: () => JSON.parse(text) };
  };
  const post = (path: string, body: object): Promise<Answer> => ask(path, { method: 'POST', body: JSON.stringify(body) });
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0 }, knowledge?.());
  }, START_TIMEOUT_MS);
  beforeEach(async () => {
    await post('/__scenario', { reset: true });
    await post('/__clock', { offsetMs: 0 });
    await ask('/__journal', { method: 'DELETE' });
  });
  afterAll(() => sandbox?.close());
  return {
    url: () => running().url,
    addresses: () => running().addresses,
    get: (address, headers = {}) => ask(address, { headers: { 'user-agent': OPERATOR, ...headers } }),
    post,
    journal: async (query = '') => (await ask(`/__journal${query}`, {})).json(),
  };
};
