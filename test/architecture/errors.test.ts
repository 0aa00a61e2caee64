import { describe, expect, it } from '@jest/globals';
import { CATALOGUE } from '../../core/src/errors/catalogue.ts';
import { namesIn, read, sourceFiles } from './repository.ts';

const codes = Object.keys(CATALOGUE).sort();
const pages = namesIn('docs/errors').map(name => name.replace(/\.md$/, ''));

/** Where an error can come about: not where it is listed, declared or shown. */
const raising = sourceFiles()
  .filter(path => /^(core\/src|functions|gpu-worker)\//.test(path) && !/^core\/src\/(errors\/catalogue|api\/|testing\/)/.test(path))
  .map(read)
  .join('\n');

describe('errors', () => {
  it('have one page for each code, and one code for each page', () => {
    expect(pages).toEqual(codes);
  });

  it('can all come about', () => {
    expect(codes.filter(code => !raising.includes(`'${code}'`))).toEqual([]);
  });

  it.each(Object.entries(CATALOGUE))('%s: the page says what the API says, what it means and what to do', (code, { status, sentence }) => {
    const page = read(`docs/errors/${code}.md`);
    expect(page.startsWith(`# ${code}\n\n> ${sentence}\n\nStatus ${status}.\n`)).toBe(true);
    expect([...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)).toEqual(['What it means', 'What to do', 'For the operator']);
    for (const part of page.split(/^## .+$/m).slice(1)) expect(part.trim()).not.toBe('');
  });
});
