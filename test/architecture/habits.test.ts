import { describe, expect, it } from '@jest/globals';
import { read, sourceFiles } from './repository.ts';

const product = sourceFiles().filter(path => /^(core|functions|gpu-worker|lib|bin|cli)\//.test(path));

const linesWith = (pattern: RegExp, paths: readonly string[]): readonly string[] =>
  paths.flatMap(path =>
    read(path)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) && !/^\s*(\*|\/\/)/.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
  );

describe('habits', () => {
  it('stages are data: infrastructure asks for what it needs, never which stage it is in', () => {
    const infrastructure = product.filter(path => path.startsWith('lib/') && !path.startsWith('lib/config/'));
    expect(linesWith(/\b(?:stage|config\.name)\s*[!=]==/, infrastructure)).toEqual([]);
  });

  it('house constructs hold the defaults: queues, buckets, functions and alarms are made in lib/constructs only', () => {
    const composition = product.filter(path => /^lib\/(areas|stacks)\//.test(path));
    expect(linesWith(/\bnew (?:Queue|Bucket|Alarm|Function|NodejsFunction|LogGroup)\(/, composition)).toEqual([]);
  });

  it('errors are told apart by class or code, never by their name or words', () => {
    expect(linesWith(/\berror\.name\s*[!=]==|\.message\.(?:includes|startsWith|match)\(|\.message\s*===/, product)).toEqual([]);
  });

  it('nothing asks which provider a picture came from in order to decide what is allowed', () => {
    const decisions = product.filter(path => /^core\/src\/(images\/(rights|acquire|rank)|timeline)\//.test(path));
    expect(linesWith(/\bprovider\s*[!=]==\s*'/, decisions)).toEqual([]);
  });

  it('clocks and chance are arguments in the domain', () => {
    const domain = product.filter(path => path.startsWith('core/src/') && !/testing|platform\/clock/.test(path));
    expect(linesWith(/\bDate\.now\(\)|\bnew Date\(\)|\bMath\.random\(\)/, domain)).toEqual([]);
  });
});
