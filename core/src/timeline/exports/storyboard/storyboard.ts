import { createHash } from 'node:crypto';
import { clockTime } from '../../clock-time.ts';
import type { Manifest } from '../../manifest.ts';
import { creditFacts } from '../credit-facts.ts';
import type { ExportResult } from '../export-result.ts';
import { type EmbeddedPictures, embedPictures, type PictureLookup } from './embedded-pictures.ts';
import { html, Html } from '../../../platform/html.ts';
import { leftOut } from './left-out.ts';
import { paragraphsOf } from './paragraphs.ts';
import { pictureCard } from './picture-card.ts';
import { SHADES } from './shading.ts';
import { wordRenderer } from './spoken-words.ts';
import { STYLE_SHEET } from './style-sheet.ts';
import { timelineStrip } from './timeline-strip.ts';

const stat = (count: number | string, label: string): Html =>
  html`<li><b>${typeof count === 'number' ? count.toLocaleString('en') : count}</b> ${label}</li>`;

const pageHead = ({ project, transcript, emphasis, entities, timeline, job }: Manifest): Html => {
  const emphasised = emphasis.words.filter(point => point.emphasised).length;
  const named = entities.filter(({ kind }) => kind === 'named');
  const identified = named.filter(({ link }) => link.status === 'linked').length;
  const notes = [timeline.note, ...job.reasons.map(({ why }) => why)].filter(note => note !== null);
  return html`<header>
    <h1>${project.name}</h1>
    <ul class="stats">
      ${[
        stat(clockTime(timeline.durationMs), 'long'),
        stat(transcript.words.length, 'words'),
        stat(emphasised, 'emphasised'),
        stat(`${identified} of ${named.length}`, 'names identified'),
        stat(timeline.cues.length, timeline.cues.length === 1 ? 'picture' : 'pictures'),
      ]}
    </ul>
    ${notes.length > 0 && html`<div class="note" role="note">${notes.map(note => html`<p>${note}</p>`)}</div>`}
  </header>`;
};

const legend = ({ timeline, entities }: Manifest): Html =>
  html`<p class="legend">
    <span class="soft">Stress:</span>${SHADES.slice(1).map((name, index) =>
      index === 0 ? html`<span class="e1">${name}</span>` : html`<em class="e${index + 1}">${name}</em>`,
    )}${timeline.cues.length > 0 && html`<span class="shown">has a picture</span>`}${
      entities.some(({ link }) => link.status === 'abstained') && html`<span class="unsure">not identified</span>`
    }
  </p>`;

const talk = (manifest: Manifest, pictures: EmbeddedPictures): Html[] => {
  const { transcript, timeline, entities } = manifest;
  const renderWords = wordRenderer(manifest, pictures);
  const facts = new Map(creditFacts(manifest).map(each => [each.image.id, each]));
  const byId = new Map(entities.map(entity => [entity.id, entity]));
  return paragraphsOf(transcript.words, timeline.cues).map(({ startMs, words, cues }) => {
    const cards = cues.map(cue => {
      const imageId = cue.image.imageId ?? '';
      return pictureCard({ cue, entity: byId.get(cue.entityId), facts: facts.get(imageId), picture: pictures.classes.get(imageId) });
    });
    return html`<section class="row">
      <p class="read" lang="${transcript.language}"><span class="time">${clockTime(startMs)}</span> ${renderWords(words)}</p>
      <div class="side">${cards}</div>
    </section> `;
  });
};

const METHODS = {
  acoustic: 'Stress was measured from the voice.',
  text: 'Stress was judged from the words alone: there was no voice to measure.',
};

const foot = ({ emphasis, software, createdAt, job }: Manifest): Html =>
  html`<footer>
    <p>${METHODS[emphasis.method]}${emphasis.notes.map(note => ` ${note}`)}</p>
    <p>Made by Cutaway ${software.version} on ${createdAt.slice(0, 10)}, job ${job.id}, run ${job.run}.</p>
  </footer>`;

/** The policy allows this style sheet by its hash, pictures inside the page, and nothing else: no script, no request. */
const policyFor = (css: string): string => {
  const hash = createHash('sha256').update(css).digest('base64');
  return `default-src 'none'; img-src data:; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
};

/** The talk as one page that needs nothing else: its words shaded by stress, with their pictures, credits and reasons. */
export const exportStoryboard = (manifest: Manifest, lookup: PictureLookup): ExportResult => {
  const pictures = embedPictures(manifest, lookup);
  const strip = timelineStrip(manifest, pictures);
  const css = [STYLE_SHEET, strip.css, pictures.css].join('\n');
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policyFor(css)}" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="robots" content="noindex" />
        <title>${manifest.project.name} in pictures</title>
        ${Html.style(css)}
      </head>
      <body>
        <div class="wrap">
          ${pageHead(manifest)} ${strip.body}${legend(manifest)}
          <main>${talk(manifest, pictures)}</main>
          <div class="more">${leftOut(manifest)}${foot(manifest)}</div>
        </div>
      </body>
    </html> `;
  return { files: [{ name: 'storyboard.html', mime: 'text/html; charset=utf-8', body: String(page) }], notCarried: pictures.notCarried };
};
