import { drawInt, inShare } from '../draw.ts';
import type { Item } from '../knowledge/item.ts';
import { subjectOf } from '../knowledge/subject.ts';
import { drawAssessments, drawAuthor, drawBytes, drawLicence } from './draw-details.ts';
import type { MediaFile } from './file.ts';
import { SCENES, type Scene } from './scenes.ts';

/** First page id of the files made here; every item has room for `SLOTS` of them. */
const FIRST_PAGE_ID = 10_000_000;
const SLOTS = 32;

/** How many of its kind's scenes an item has, by popularity. */
const SCENES_BY_POPULARITY: readonly (readonly [leastPopularity: number, scenes: number])[] = [
  [60, SLOTS],
  [25, 9],
  [8, 5],
  [0, 2],
];

/** @returns the scenes there are files of, in the order of the table */
export const scenesOf = (item: Item): readonly Scene[] => {
  const most = SCENES_BY_POPULARITY.find(([least]) => item.popularity >= least)?.[1] ?? 0;
  return SCENES[subjectOf(item)].slice(0, most);
};

/** Characters that MediaWiki does not take in the name of a file. */
const fileNamePart = (label: string): string =>
  label
    .replace(/[#<>[\]|{}/:\\]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();

const capitalised = (name: string): string => name.slice(0, 1).toUpperCase() + name.slice(1);

/** @param template name of a scene @returns name of the file that the item has for it */
export const sceneFileName = (item: Item, template: string): string =>
  capitalised(template.replace('{}', fileNamePart(item.label)).replace('#', String(1_000 + drawInt(`${item.qid}/number`, 9_000))));

const describe = (item: Item, scene: Scene, slot: number): MediaFile => {
  const name = sceneFileName(item, scene.name);
  const original = scene.doubleOf === undefined ? name : sceneFileName(item, scene.doubleOf);
  const [width, height] = scene.size;
  return {
    name,
    pageId: FIRST_PAGE_ID + item.index * SLOTS + slot,
    repository: 'commons',
    item,
    kind: scene.kind,
    motif: scene.motif,
    shows: scene.shows.replace('{}', item.label),
    art: original,
    width,
    height,
    bytes: scene.bytes ?? drawBytes(name, scene.kind, width, height),
    depicts: scene.depicts ? [item.qid] : [],
    categories: [scene.category.replace('{}', item.label)],
    licence: scene.licence ?? drawLicence(original),
    author: drawAuthor(original),
    restrictions: scene.restrictions ?? '',
    assessments: drawAssessments(name),
    nominatedForDeletion: scene.nominatedForDeletion ?? false,
    ownCreditLine: inShare(`${name}/credit-line`, 0.05),
  };
};

/** @returns the files made for an item, true and tempting wrong ones, always the same */
export const sceneFilesOf = (item: Item): readonly MediaFile[] => scenesOf(item).map((scene, slot) => describe(item, scene, slot));

/** @returns the item that a page id of a file made here belongs to, by position, or null */
export const itemIndexOfPage = (pageId: number): number | null =>
  pageId >= FIRST_PAGE_ID ? Math.floor((pageId - FIRST_PAGE_ID) / SLOTS) : null;

const TEMPLATES: readonly RegExp[] = [
  ...new Set(
    Object.values(SCENES)
      .flat()
      .map(scene => scene.name),
  ),
].map(template => {
  const pattern = capitalised(template)
    .replace(/[.*+?^$()[\]\\|]/g, '\\$&')
    .replace('{}', '(.+)')
    .replace('#', '\\d{4}');
  return new RegExp(`^${pattern}$`);
});

/** @returns labels that the file could have been made for, as they stand in its name */
export const possibleLabels = (name: string): readonly string[] =>
  TEMPLATES.flatMap(template => {
    const label = template.exec(name)?.[1];
    return label === undefined ? [] : [label];
  });
