import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { type Browser, chromium } from 'playwright-core';
import { exportStoryboard } from '../../../../../core/src/timeline/exports/storyboard/storyboard.ts';
import type { Manifest } from '../../../../../core/src/timeline/manifest.ts';
import { hasProgram, itWithProgram, programPath } from '../../../../support/programs.ts';
import { aManifest, HOSTILE, hostileManifest } from '../../manifest-builder.ts';

const inBrowser = itWithProgram('chromium');

/** A picture of one red point. */
const DOT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

interface Seen {
  readonly requests: string[];
  readonly complaints: string[];
  readonly widths: readonly [page: number, window: number];
  readonly painted: number;
}

describe('the storyboard in a browser', () => {
  let browser: Browser | undefined;
  beforeAll(async () => {
    if (hasProgram('chromium'))
      browser = await chromium.launch({ executablePath: programPath('chromium'), args: ['--no-sandbox', '--disable-gpu'] });
  }, 60_000);
  afterAll(() => browser?.close());

  const look = async (manifest: Manifest, width: number): Promise<Seen> => {
    const page = await browser!.newPage({ viewport: { width, height: 900 } });
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on('request', request => requests.push(request.url()));
    page.on('console', message => complaints.push(message.text()));
    page.on('dialog', dialog => complaints.push(dialog.message()));
    const { body } = exportStoryboard(manifest, () => ({ mime: 'image/png', base64: DOT })).files[0]!;
    await page.setContent(body, { waitUntil: 'load' });
    const widths = await page.evaluate('[document.documentElement.scrollWidth, window.innerWidth]');
    const painted = await page.evaluate(
      "[...document.querySelectorAll('.pic')].filter(e => getComputedStyle(e).backgroundImage !== 'none').length",
    );
    await page.close();
    return {
      requests: requests.filter(url => !url.startsWith('data:')),
      complaints,
      widths: widths as [number, number],
      painted: painted as number,
    };
  };

  inBrowser(
    'fits every screen, shows its pictures, and asks for nothing',
    async () => {
      const manifest = aManifest();
      for (const width of [390, 800, 1280]) {
        const seen = await look(manifest, width);
        expect(seen).toEqual({ requests: [], complaints: [], widths: [width, width], painted: manifest.timeline.cues.length });
      }
    },
    60_000,
  );

  inBrowser(
    'runs nothing that came from outside, and stays in shape',
    async () => {
      for (const text of [...HOSTILE, 'W'.repeat(300)]) {
        const seen = await look(hostileManifest(text), 390);
        expect(seen).toMatchObject({ requests: [], complaints: [], widths: [390, 390] });
      }
    },
    60_000,
  );
});
