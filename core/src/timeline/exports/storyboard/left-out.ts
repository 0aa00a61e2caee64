import type { EnrichedEntity } from '../../../entities/entity.ts';
import { clockTime } from '../../clock-time.ts';
import type { Manifest } from '../../manifest.ts';
import { asSentence } from '../../sentence.ts';
import { html, type Html, type HtmlValue } from '../../../platform/html.ts';
import { outwardLink, providerName } from './picture-card.ts';

const times = ({ mentions }: EnrichedEntity): string => {
  const starts = mentions.map(({ startMs }) => clockTime(startMs));
  return starts.length > 4 ? `${starts.slice(0, 4).join(', ')} …` : starts.join(', ');
};

const runnerUp = ({ link }: EnrichedEntity): HtmlValue => {
  const choice = link.status === 'abstained' ? link.runnerUp : null;
  if (!choice) return null;
  const item = outwardLink(choice.label, `https://www.wikidata.org/wiki/${choice.qid}`);
  return html` <span class="soft"
    >Nearest: ${item}${choice.description && ` (${choice.description})`}, ${Math.round(choice.probability * 100)} % sure.</span
  >`;
};

const row = (entity: EnrichedEntity, why: HtmlValue): Html =>
  html`<li><b>${entity.name}</b> <span class="soft">${times(entity)}</span><br />${why}</li>`;

const section = (title: string, lead: string, items: readonly Html[], open: boolean): HtmlValue =>
  items.length > 0 &&
  html`<details class="left" ${open && html` open`}>
    <summary>${title}: ${items.length}</summary>
    <p class="soft">${lead}</p>
    <ul>
      ${items}
    </ul>
  </details>`;

/** Names without a picture, each with its reason, and sources that could not be asked: nothing is left out silently. */
export const leftOut = ({ entities, timeline, skippedNames, skippedProviders }: Manifest): Html => {
  const shown = new Set(timeline.cues.map(cue => cue.entityId));
  const without = entities.filter(({ id }) => !shown.has(id));
  const unsure = without.filter(({ link }) => link.status === 'abstained');
  const others = without.filter(({ link }) => link.status !== 'abstained');
  return html`${section(
    'Not identified',
    'Names that were heard, and of which it is not sure enough who or what they are. Better no picture than a wrong one.',
    unsure.map(entity => row(entity, html`${asSentence(entity.link.why)}${runnerUp(entity)}`)),
    true,
  )}${section(
    'Identified, without a picture here',
    'Known, but no free and true picture was found, or a better moment took the place.',
    others.map(entity => row(entity, asSentence(entity.link.why))),
    false,
  )}${section(
    'Not looked up',
    'Seen in the words and left out before any search.',
    skippedNames.map(({ surface, why }) => html`<li><b>${surface}</b><br />${asSentence(why)}</li>`),
    false,
  )}${section(
    'Picture sources that were not asked',
    'A later run may get more.',
    skippedProviders.map(({ provider, why }) => html`<li><b>${providerName(provider)}</b><br />${asSentence(why)}</li>`),
    true,
  )}`;
};
