import type { EnrichedEntity } from '../../../entities/entity.ts';
import { clockTime } from '../../clock-time.ts';
import { asQuote } from '../../sentence.ts';
import type { CreditFacts } from '../credit-facts.ts';
import type { Cue } from '../../timeline.ts';
import { webAddress } from '../web-address.ts';
import { html, type Html, type HtmlValue } from '../../../platform/html.ts';

/** @returns a link that tells the other side nothing, or the text alone where the address is none of the web */
export const outwardLink = (text: string, url: string | null): Html => {
  const address = url === null ? null : webAddress(url);
  return address === null ? html`${text}` : html`<a href="${address}" rel="noopener noreferrer external">${text}</a>`;
};

const SOURCES: Readonly<Record<Cue['image']['provider'], string>> = {
  owner: 'your own pictures',
  commons: 'Wikimedia Commons',
  pexels: 'Pexels',
  unsplash: 'Unsplash',
  openverse: 'Openverse',
  pixabay: 'Pixabay',
};

/** @returns the provider's name as people know it */
export const providerName = (provider: Cue['image']['provider']): string => SOURCES[provider];

/** What a picture on the page is shown with. */
export interface CardParts {
  readonly cue: Cue;
  readonly entity: EnrichedEntity | undefined;
  readonly facts: CreditFacts | undefined;
  /** Class of its embedded picture; undefined where there is none. */
  readonly picture: string | undefined;
}

const kindOf = ({ cue, entity }: CardParts): string => {
  if (cue.illustrative) return 'illustration';
  return entity === undefined || entity.type === 'unknown' ? cue.entity.kind : entity.type;
};

/** Plain credits spell out the addresses that the links beside them lead to. */
const withoutAddresses = (credit: string, linked: readonly string[]): string =>
  linked.reduce((text, url) => text.replaceAll(` (${url})`, ''), credit);

const creditLine = ({ cue, facts }: CardParts): Html => {
  const author = facts?.credit.author ?? null;
  const links = [
    author && outwardLink(author.name, author.url),
    outwardLink(cue.licence.name, cue.licence.url),
    outwardLink(providerName(cue.image.provider), cue.image.sourceUrl),
  ].filter(link => link !== null);
  return html`<p class="credit">
    ${withoutAddresses(cue.credit, [cue.licence.url, cue.image.sourceUrl])}
    <span class="links">${links.map((link, index) => [index > 0 && ' · ', link])}</span>
  </p>`;
};

const details = (summary: string, items: readonly Html[]): HtmlValue =>
  items.length > 0 &&
  html`<details>
    <summary>${summary}</summary>
    <ul>
      ${items.map(item => html`<li>${item}</li>`)}
    </ul>
  </details>`;

const passedOver = ({ title, pageUrl, provider, why }: Cue['rejected'][number]): Html =>
  html`<b>${outwardLink(title === '' ? 'Untitled' : title, pageUrl)}</b> (${providerName(provider)}): ${why}`;

/** A picture with the word it stands on, what it shows, whose it is, why it is here, and what was passed over. */
export const pictureCard = (parts: CardParts): Html => {
  const { cue, entity, facts, picture } = parts;
  const { width, height } = cue.image;
  const description = entity?.link.status === 'linked' ? entity.link.description : '';
  const remarks = (facts?.remarks ?? []).map(remark => html`${remark}`);
  const shape = height > width ? 'tall' : 'wide';
  return html`<figure class="card" id="${cue.id}">
    <a class="pic ${shape} ${picture ?? 'none'}" href="#at-${cue.id}" aria-label="Picture: ${cue.image.title}"
      >${!picture && html`<span>The picture is not embedded</span>`}</a
    >
    <figcaption>
      <div class="about">
        <p class="when">
          <a href="#at-${cue.id}">${clockTime(cue.startMs)}–${clockTime(cue.startMs + cue.durationMs)}</a> <q>${asQuote(cue.text)}</q>
        </p>
        <h2>${cue.entity.label} <span class="kind${cue.illustrative && ' illus'}">${kindOf(parts)}</span></h2>
        ${description && html`<p class="what">${description}</p>`}
        <p class="why">${cue.why}</p>
        ${details('Terms', remarks)} ${details(`Passed over: ${cue.rejected.length}`, cue.rejected.map(passedOver))}
      </div>
      ${creditLine(parts)}
    </figcaption>
  </figure>`;
};
