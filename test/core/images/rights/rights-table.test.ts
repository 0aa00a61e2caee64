import { describe, expect, it } from '@jest/globals';
import { RightsRecord } from '../../../../core/src/images/rights-record.ts';
import type { ProviderId } from '../../../../core/src/images/rights-record.ts';
import { knownRights, RIGHTS_TABLE, rightsOf } from '../../../../core/src/images/rights/rights-table.ts';

describe('the rights table', () => {
  it.each([
    ['commons', 'cc0'],
    ['commons', 'pd'],
    ['commons', 'cc-pd'],
    ['commons', 'cc-by-4.0'],
    ['commons', 'cc-by-2.5-nl'],
    ['commons', 'cc-by-sa-3.0'],
    ['openverse', 'cc0-1.0'],
    ['openverse', 'pdm-1.0'],
    ['openverse', 'cc-by-2.0'],
    ['openverse', 'cc-by-sa-4.0'],
    ['pexels', 'pexels'],
    ['pixabay', 'pixabay'],
    ['unsplash', 'unsplash'],
    ['unsplash', 'unsplash-agreed'],
    ['owner', 'owner'],
  ] satisfies [ProviderId, string][])('has a complete record for %s under %s, with its source and date', (provider, licence) => {
    const rights = RightsRecord.parse(rightsOf(provider, licence));
    expect(rights.id).toBe(`${provider}/${licence}@1`);
    expect(Date.parse(rights.source.date)).not.toBeNaN();
  });

  it.each([
    ['commons', 'cc-by-nc-4.0'],
    ['commons', 'cc-by-nd-4.0'],
    ['commons', 'cc-by-nc-sa-4.0'],
    ['commons', 'gfdl'],
    ['commons', 'fal'],
    ['commons', ''],
    ['commons', 'pexels'],
    ['pexels', 'cc0'],
    ['openverse', 'cc-by-nc-2.0'],
    ['openverse', 'cc-sampling+-1.0'],
    ['owner', 'cc0'],
  ] satisfies [ProviderId, string][])('says nothing of %s under "%s", and nothing means no', (provider, licence) => {
    expect(rightsOf(provider, licence)).toBeNull();
    expect(() => knownRights(provider, licence)).toThrow('no line');
  });

  it.each(RIGHTS_TABLE.map(line => [`${line.provider} ${line.licence}`, line] as const))(
    'has a line only for what may be used commercially and changed: %s',
    (_name, line) => {
      expect([line.terms.commercialUse, line.terms.derivatives]).toEqual([true, true]);
    },
  );

  it('keeps Unsplash out of automatic choice until the operator has confirmed its consent', () => {
    expect(rightsOf('unsplash', 'unsplash')?.automate).toBe('no');
    expect(rightsOf('unsplash', 'unsplash-agreed')?.automate).toBe('yes');
  });

  it('feeds no stock picture to a model and hands none on unaltered', () => {
    for (const provider of ['pexels', 'pixabay', 'unsplash'] as const) {
      expect(rightsOf(provider, provider)).toMatchObject({ mlUse: false, redistribute: false });
    }
  });
});
