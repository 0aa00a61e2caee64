import { describe, expect, it } from '@jest/globals';
import { CONTRACT } from '../../core/src/api/contract.ts';
import { answererOf } from '../../core/src/api/route.ts';
import { namesIn, repositoryFiles } from './repository.ts';

/** The words that join a part of the product through all folders; `docs/architecture.md` says what each is about. */
const AREAS = ['accounts', 'projects', 'jobs', 'speech', 'entities', 'images', 'timeline', 'webhooks', 'operations'];

/** Folders that hold what all areas share. */
const SHARED_ROOMS: Readonly<Record<string, readonly string[]>> = {
  'core/src': ['api', 'errors', 'observability', 'platform', 'testing'],
  functions: ['http'],
  'lib/areas': [],
  'test/core': ['api', 'errors', 'observability', 'platform', 'testing'],
  'test/functions': ['http'],
};

describe('areas', () => {
  it.each(Object.entries(SHARED_ROOMS))('%s has the areas’ names and no other word', (folder, shared) => {
    expect(namesIn(folder).filter(name => !AREAS.includes(name) && !shared.includes(name))).toEqual([]);
  });

  it('has runbooks named for the area they are about', () => {
    const runbooks = namesIn('docs/runbooks').filter(name => name !== 'README.md');
    expect(runbooks.filter(name => !AREAS.some(area => name.startsWith(`${area}-`)))).toEqual([]);
  });

  it('has infrastructure for every area with functions, and functions for every area with infrastructure', () => {
    expect(namesIn('functions').filter(name => name !== 'http')).toEqual(namesIn('lib/areas'));
  });

  it('keeps the rules of every area with functions in core', () => {
    expect(namesIn('functions').filter(name => name !== 'http' && !namesIn('core/src').includes(name))).toEqual([]);
  });

  it('answers the routes of the contract with the functions they name, and has no such function for others', () => {
    const answering = repositoryFiles('functions/*/{api,*-api}.handler.ts').map(path => path.replace(/^functions\/|\.handler\.ts$/g, ''));
    expect([...answering].sort()).toEqual([...new Set(CONTRACT.map(answererOf))].sort());
  });

  it('gives every handler its environment beside it', () => {
    const handlers = repositoryFiles('functions/*/*.handler.ts');
    const environments = repositoryFiles('functions/*/*.env.ts').filter(path => !path.startsWith('functions/http/'));
    expect(environments).toEqual(handlers.map(path => path.replace('.handler.ts', '.env.ts')));
  });
});
