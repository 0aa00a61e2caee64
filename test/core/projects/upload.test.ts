import { describe, expect, it } from '@jest/globals';
import { endUpload, Upload } from '../../../core/src/projects/upload.ts';
import { anUpload, START_MS } from '../../../core/src/testing/builders.ts';

const ENDS = [{ state: 'completed' }, { state: 'abandoned' }, { state: 'refused', code: 'MEDIA_UNSUPPORTED' }] as const;

describe('endUpload', () => {
  it.each(ENDS)('an open upload can be $state, once', end => {
    const ended = endUpload(anUpload(), end, START_MS);
    expect(Upload.parse(ended)).toMatchObject({ ...end, version: 2 });
    for (const again of ENDS) expect(endUpload(ended!, again, START_MS)).toBeNull();
  });
});
