import { Html, html, type HtmlValue } from '../../core/src/platform/html.ts';
import type { ScoredMention, ScoredTalk, ShownPicture } from './score-talk.ts';

const CSS = `:root{color-scheme:light dark;--ok:#1a7f4b;--bad:#c02d2d;--soft:#777;--card:#8881}
body{font:15px/1.5 system-ui,sans-serif;margin:0 auto;max-width:72rem;padding:1.5rem}
h1{font-size:1.6rem}h2{font-size:1.15rem;margin:2.2rem 0 .3rem}
.soft{color:var(--soft)}.right{color:var(--ok)}.wrong{color:var(--bad);font-weight:600}
blockquote{margin:.4rem 0;padding:.4rem .9rem;border-left:3px solid #8886;white-space:pre-line}
table{border-collapse:collapse;width:100%;margin:.5rem 0;font-size:.86rem}
td,th{text-align:left;vertical-align:top;padding:.22rem .6rem .22rem 0;border-bottom:1px solid #8883}
mark{background:none;color:inherit;border-bottom:2px solid currentColor}
summary{cursor:pointer}ul{margin:.2rem 0;padding-left:1.2rem}nav a{margin-right:.8rem}`;

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;

/** Names the corpus knows, marked by what became of them. */
const marked = ({ talk, mentions }: ScoredTalk): readonly HtmlValue[] => {
  const parts: HtmlValue[] = [];
  let read = 0;
  for (const { start, end, result, expects } of mentions) {
    const isGood = result === 'right' || (expects !== 'item' && result !== 'wrong');
    const kind = isGood ? 'right' : result === 'wrong' ? 'wrong' : 'soft';
    parts.push(talk.text.slice(read, start), html`<mark class="${kind}" title="${result}">${talk.text.slice(start, end)}</mark>`);
    read = end;
  }
  return [...parts, talk.text.slice(read)];
};

const linkedTo = ({ entity }: ScoredMention): HtmlValue => {
  if (entity === null) return 'not recognised';
  const { link } = entity;
  if (link.status === 'not-named') return link.why;
  const other =
    link.runnerUp === null ? '' : `; runner-up ${link.runnerUp.label} (${link.runnerUp.qid}) ${percent(link.runnerUp.probability)}`;
  if (link.status === 'abstained') return html`<span class="soft">abstained: ${link.why}${other}</span>`;
  return html`${link.label} (${link.qid}) ${percent(link.probability)}, ${link.description}<br /><span class="soft"
      >${link.why}${other}</span
    >`;
};

const RIGHT_TO_REFUSE: ReadonlySet<string> = new Set(['abstained', 'not found']);

const mentionRow = (mention: ScoredMention): Html => {
  const { surface, type, qid, expects, result, reachable } = mention;
  const isGood = result === 'right' || (qid === null && RIGHT_TO_REFUSE.has(result));
  return html`<tr>
    <td>${surface}<br /><span class="soft">${type}</span></td>
    <td>${qid ?? expects}${qid !== null && !reachable && html`<br /><span class="soft">not offered</span>`}</td>
    <td class="${isGood ? 'right' : result === 'wrong' ? 'wrong' : 'soft'}">${result}</td>
    <td>${linkedTo(mention)}</td>
  </tr>`;
};

const pictureRow = ({ entity, candidate, text, illustrative, verdict }: ShownPicture, refused: readonly HtmlValue[]): Html =>
  html`<tr>
    <td>“${text}”<br /><span class="soft">${illustrative ? 'illustrative' : entity.type}</span></td>
    <td>
      <a href="${candidate.pageUrl}">${candidate.title}</a><br /><span class="soft"
        >${candidate.origin}${candidate.property && ` ${candidate.property}`}, ${candidate.licence.name}</span
      >
    </td>
    <td class="${verdict.right ? 'right' : 'wrong'}">${verdict.right ? 'right' : 'wrong'}</td>
    <td>
      ${verdict.reason} <span class="soft">(says ${verdict.by === 'person' ? 'a person' : 'the record of what was painted'})</span> ${
        refused.length > 0 &&
        html`<details>
          <summary class="soft">${refused.length} refused</summary>
          <ul>
            ${refused}
          </ul>
        </details>`
      }
    </td>
  </tr>`;

const refusedFor = ({ enriched }: ScoredTalk, entityId: string): readonly HtmlValue[] =>
  (enriched.rankings.find(ranking => ranking.entityId === entityId)?.refused ?? []).map(
    ({ title, code, why }) => html`<li>${title}: ${why} <span class="soft">${code}</span></li>`,
  );

const talkSection = (scored: ScoredTalk): Html => {
  const { talk, mentions, stray, shown, first } = scored;
  const hidden = first.filter(picture => !shown.some(({ entity }) => entity.id === picture.entity.id));
  const rows = (pictures: readonly ShownPicture[]): readonly Html[] =>
    pictures.map(picture => pictureRow(picture, refusedFor(scored, picture.entity.id)));
  return html`<section id="${talk.id}">
    <h2>${talk.title} <span class="soft">${talk.kinds.join(', ')}</span></h2>
    <blockquote>${marked(scored)}</blockquote>
    ${
      mentions.length > 0 &&
      html`<table>
        <tr>
          <th>name</th>
          <th>means</th>
          <th></th>
          <th>was taken for</th>
        </tr>
        ${mentions.map(mentionRow)}
      </table>`
    }
    ${stray.map(({ name, link }) => html`<p class="wrong">Linked although the corpus names nothing there: “${name}” ${link.status === 'linked' && `${link.label} (${link.qid})`}</p>`)}
    ${
      shown.length > 0 &&
      html`<table>
        <tr>
          <th>shown at</th>
          <th>picture</th>
          <th></th>
          <th>what it is</th>
        </tr>
        ${rows(shown)}
      </table>`
    }
    ${
      hidden.length > 0 &&
      html`<details>
        <summary class="soft">${hidden.length} first choices that found no place</summary>
        <table>
          ${rows(hidden)}
        </table>
      </details>`
    }
  </section>`;
};

/** A page to look through: every talk with its names, candidates, pictures and what was refused. */
export const truthPage = (scored: readonly ScoredTalk[]): string => {
  const isWrong = ({ mentions, stray, first }: ScoredTalk): boolean =>
    stray.length > 0 || mentions.some(({ result }) => result === 'wrong') || first.some(({ verdict }) => !verdict.right);
  const page = html`<!doctype html>
    <html lang="en">
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <title>Truth: what was linked and shown</title>
      ${Html.style(CSS)}
      <h1>What was linked and shown</h1>
      <p class="soft">${scored.length} talks. Green is right, red is wrong, grey was left alone although it has an item.</p>
      <nav>With something wrong: ${scored.filter(isWrong).map(({ talk }) => html`<a href="#${talk.id}">${talk.title}</a> `)}</nav>
      ${scored.map(talkSection)}
    </html>`;
  return page.toString();
};
