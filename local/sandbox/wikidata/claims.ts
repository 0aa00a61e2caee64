import { scenesOf, sceneFileName } from '../commons/scene-files.ts';
import { COAT_OF_ARMS, FORMER_LOGO, LOCATION_MAP } from '../commons/scenes.ts';
import { hexDigest, inShare } from '../draw.ts';
import type { Item } from '../knowledge/item.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { subjectOf } from '../knowledge/subject.ts';

type Rank = 'preferred' | 'normal' | 'deprecated';

type Value =
  | { readonly kind: 'item'; readonly qid: string }
  | { readonly kind: 'media'; readonly file: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'none' };

interface Statement {
  readonly property: string;
  readonly value: Value;
  readonly rank: Rank;
  /** Year in which it ceased to be true (P582). */
  readonly ended?: number;
}

/** Shares of items that carry what a careful client has to see through. */
const SHARE_WITH = { deprecatedImage: 0.04, preferredImage: 0.04, threeImages: 0.03, noImage: 0.02, oldLogo: 0.5 };

const media = (property: string, file: string, rank: Rank = 'normal', ended?: number): Statement => ({
  property,
  value: { kind: 'media', file },
  rank,
  ...(ended === undefined ? {} : { ended }),
});

/** @returns a file of something else: what a vandal puts in the place of an item's image */
const foreignImage = (item: Item, knowledge: Knowledge): string | null =>
  knowledge.items.find(other => other.index > item.index && other.image !== null && subjectOf(other) !== subjectOf(item))?.image ?? null;

const imageStatements = (item: Item, knowledge: Knowledge, isVandalised: boolean): Statement[] => {
  const { image, qid } = item;
  const foreign = isVandalised ? foreignImage(item, knowledge) : null;
  if (foreign !== null) return [media('P18', foreign)];
  if (image === null) {
    const isKnownToLackOne = inShare(`${qid}/noImage`, SHARE_WITH.noImage);
    return isKnownToLackOne ? [{ property: 'P18', value: { kind: 'none' }, rank: 'normal' }] : [];
  }
  if (inShare(`${qid}/three`, SHARE_WITH.threeImages) && subjectOf(item) === 'place') {
    return [media('P18', image), ...[LOCATION_MAP, COAT_OF_ARMS].map(template => media('P18', sceneFileName(item, template)))];
  }
  const [first, , third] = scenesOf(item).map(scene => sceneFileName(item, scene.name));
  if (third !== undefined && inShare(`${qid}/deprecated`, SHARE_WITH.deprecatedImage)) {
    return [media('P18', third, 'deprecated'), media('P18', image)];
  }
  if (first !== undefined && inShare(`${qid}/preferred`, SHARE_WITH.preferredImage)) {
    return [media('P18', first), media('P18', image, 'preferred')];
  }
  return [media('P18', image)];
};

const logoStatements = (item: Item): Statement[] => {
  if (item.logo === null) return [];
  const former = inShare(`${item.qid}/logo`, SHARE_WITH.oldLogo) ? [media('P154', sceneFileName(item, FORMER_LOGO), 'normal', 2011)] : [];
  return [...former, media('P154', item.logo)];
};

/** @returns Q-ids of the item's classes, by label where the slice gives labels only */
export const classQidsOf = (item: Item, knowledge: Knowledge): readonly string[] =>
  item.instanceOf.length > 0 ? item.instanceOf : item.instanceOfLabels.map(label => knowledge.classQid(label)).filter(qid => qid !== null);

const statementsOf = (item: Item, knowledge: Knowledge, isVandalised: boolean): Statement[] => [
  ...classQidsOf(item, knowledge).map((qid): Statement => ({ property: 'P31', value: { kind: 'item', qid }, rank: 'normal' })),
  ...imageStatements(item, knowledge, isVandalised),
  ...logoStatements(item),
  ...(item.flag === null ? [] : [media('P41', item.flag)]),
  ...item.occupations
    .map(label => knowledge.classQid(label))
    .filter(qid => qid !== null)
    .map((qid): Statement => ({ property: 'P106', value: { kind: 'item', qid }, rank: 'normal' })),
  ...(item.popularity >= 60 ? [{ property: 'P373', value: { kind: 'text', text: item.label }, rank: 'normal' } satisfies Statement] : []),
];

const snak = (property: string, value: Value): object => {
  const head = { property, hash: hexDigest('sha1', `${property}=${JSON.stringify(value)}`) };
  switch (value.kind) {
    case 'item':
      return {
        snaktype: 'value',
        ...head,
        datavalue: { value: { 'entity-type': 'item', 'numeric-id': Number(value.qid.slice(1)), id: value.qid }, type: 'wikibase-entityid' },
        datatype: 'wikibase-item',
      };
    case 'media':
      return { snaktype: 'value', ...head, datavalue: { value: value.file, type: 'string' }, datatype: 'commonsMedia' };
    case 'text':
      return { snaktype: 'value', ...head, datavalue: { value: value.text, type: 'string' }, datatype: 'string' };
    case 'none':
      return { snaktype: 'novalue', ...head, datatype: 'commonsMedia' };
  }
};

const yearSnak = (property: string, year: number): object => ({
  snaktype: 'value',
  property,
  hash: hexDigest('sha1', `${property}=${year}`),
  datavalue: {
    value: {
      time: `+${year}-00-00T00:00:00Z`,
      timezone: 0,
      before: 0,
      after: 0,
      precision: 9,
      calendarmodel: 'http://www.wikidata.org/entity/Q1985727',
    },
    type: 'time',
  },
  datatype: 'time',
});

const statementId = (item: Item, statement: Statement): string => {
  const digest = hexDigest('md5', `${item.qid}${JSON.stringify(statement)}`).toUpperCase();
  return `${item.qid}$${digest.slice(0, 8)}-${digest.slice(8, 12)}-${digest.slice(12, 16)}-${digest.slice(16, 20)}-${digest.slice(20)}`;
};

/** @param isVandalised whether its image was replaced @returns the item's statements by property, as Wikibase serialises them */
export const claimsOf = (item: Item, knowledge: Knowledge, isVandalised: boolean): Readonly<Record<string, readonly object[]>> => {
  const claims: Record<string, object[]> = {};
  for (const statement of statementsOf(item, knowledge, isVandalised)) {
    const { property, value, rank, ended } = statement;
    const list = (claims[property] ??= []);
    list.push({
      mainsnak: snak(property, value),
      type: 'statement',
      ...(ended === undefined ? {} : { qualifiers: { P582: [yearSnak('P582', ended)] }, 'qualifiers-order': ['P582'] }),
      id: statementId(item, statement),
      rank,
    });
  }
  return claims;
};
