import type { Manifest } from '../manifest.ts';
import { creditFacts, type CreditFacts } from './credit-facts.ts';
import type { ExportResult } from './export-result.ts';
import { webAddress } from './web-address.ts';

/** The Markdown encoder for text inside a line: everything that could begin markup, HTML or an entity there. */
const markdownText = (text: string): string => text.replace(/[\\`*_{}[\]<>#|~&!$^]/gu, '\\$&').replace(/\s+/gu, ' ');

/** @returns a link, or its text alone where the address is none of the web */
const markdownLink = (text: string, url: string | null): string => {
  const address = url === null ? null : webAddress(url);
  if (address === null) return markdownText(text);
  return `[${markdownText(text)}](${address.replace(/[()<>\\]/gu, character => `%${character.charCodeAt(0).toString(16)}`)})`;
};

/** A picture of the workspace's own has no page that anybody could open. */
const sourceOf = ({ sourceUrl }: CreditFacts['credit'], written: (url: string) => string): readonly string[] =>
  webAddress(sourceUrl) === null ? [] : [`Source: ${written(sourceUrl)}`];

const markdownItem = ({ credit, image, shownAt, remarks }: CreditFacts): string => {
  const author = credit.author ? markdownLink(credit.author.name, credit.author.url) : 'not named by the source';
  const facts = [
    `Author: ${author}`,
    `Licence: ${markdownLink(credit.licence.name, credit.licence.url)}`,
    ...sourceOf(credit, url => markdownLink(url, url)),
    `File: \`${image.file}\``,
    ...remarks,
  ];
  return [`- ${shownAt}: ${markdownText(credit.text)}`, ...facts.map(fact => `  - ${fact}`), ''].join('\n');
};

const plainItem = ({ credit, shownAt, remarks }: CreditFacts): string =>
  [`${shownAt}  ${credit.text}`, `${credit.licence.name}: ${credit.licence.url}`, ...sourceOf(credit, url => url), ...remarks].join(
    '\n      ',
  );

const INTRODUCTION = 'These pictures are shown in the video. Their licences ask for this list to go with it.';
const NONE = 'No pictures are shown.';

/** Every picture once, with what its licence asks to be said: as Markdown, and as plain text for a video description. */
export const exportCredits = (manifest: Manifest): ExportResult => {
  const facts = creditFacts(manifest);
  const introduction = facts.length === 0 ? NONE : INTRODUCTION;
  return {
    files: [
      {
        name: 'credits.md',
        mime: 'text/markdown; charset=utf-8',
        body:
          `# Pictures in ${markdownText(manifest.project.name)}\n\n${introduction}\n\n${facts.map(markdownItem).join('\n')}`.trimEnd() +
          '\n',
      },
      {
        name: 'credits.txt',
        mime: 'text/plain; charset=utf-8',
        body: `${introduction}\n\n${facts.map(plainItem).join('\n\n')}`.trimEnd() + '\n',
      },
    ],
    notCarried: ['Where each picture stands on the timeline, but for its start.'],
  };
};
