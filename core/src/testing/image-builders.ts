import { KindOfThing, EnrichedEntity, type Link } from '../entities/entity.ts';
import { ImageCandidate } from '../images/image-candidate.ts';
import { ownCandidate } from '../images/own/own-candidate.ts';
import { OwnImage, ownImageId, type KeptImage } from '../images/own-image.ts';
import { knownRights } from '../images/rights/rights-table.ts';
import type { RightsPolicy } from '../images/rights-record.ts';
import { Takedown } from '../images/takedown.ts';
import type { CallContext } from '../platform/call-gate.ts';
import { sha256Hex } from '../platform/digest.ts';
import { mediaKeys } from '../platform/object-keys.ts';
import { plainText } from '../platform/plain-text.ts';
import { aStoredImage, START_MS } from './builders.ts';

export const aCall: CallContext = { workspaceId: 'wsp_01', purpose: 'job' };

/** For commerce, cut and cropped, with nobody looking before publishing. */
export const aPolicy: RightsPolicy = {
  commercialUse: true,
  derivatives: true,
  allowShareAlike: true,
  mlUse: false,
  approval: 'automatic',
  avoid: [],
};

const MENTION = { fromWord: 'w0', toWord: 'w1', surface: 'Ada Lovelace', startMs: 0, endMs: 900, score: 0.8 };

/** Ada Lovelace, linked, with the file her item names. */
export const aLinkedEntity = (
  given: Partial<EnrichedEntity> = {},
  link: Partial<Extract<Link, { status: 'linked' }>> = {},
): EnrichedEntity =>
  EnrichedEntity.parse({
    schemaVersion: 1,
    id: 'ent_ada',
    kind: 'named',
    type: 'person',
    name: 'Ada Lovelace',
    mentions: [MENTION],
    score: 0.8,
    confidence: 0.9,
    depictability: 0.9,
    link: {
      status: 'linked',
      qid: 'Q7259',
      label: 'Ada Lovelace',
      description: 'English mathematician (1815–1852)',
      probability: 0.97,
      aliases: ['Augusta Ada King', 'Countess of Lovelace'],
      popularity: 150,
      articleUrl: 'https://en.wikipedia.org/wiki/Ada_Lovelace',
      runnerUp: null,
      files: [{ property: 'P18', file: 'Ada Lovelace portrait.jpg' }],
      why: 'only candidate',
      ...link,
    },
    ...given,
  });

/** A volcano: a word without a name. */
export const aConcept = (given: Partial<EnrichedEntity> = {}): EnrichedEntity =>
  EnrichedEntity.parse({
    ...aLinkedEntity(),
    id: 'ent_volcano',
    kind: 'concept',
    type: 'unknown',
    name: 'volcano',
    link: { status: 'not-named', why: 'a word without a name' },
    ...given,
  });

/** A concept of which it is known what kind of thing it is. */
export const aKindOfThing = (): EnrichedEntity => {
  const thing = {
    qid: 'Q8072',
    label: 'volcano',
    description: 'rupture in the crust of a planet',
    files: [{ property: 'P18', file: 'Eruption.jpg' }],
  };
  return aConcept({ link: { status: 'not-named', why: 'it is no name', thing: KindOfThing.parse(thing) } });
};

/** A name that the workspace's glossary shows by a picture. */
export const anOwnEntity = (name: string): EnrichedEntity =>
  EnrichedEntity.parse({
    ...aLinkedEntity(),
    id: 'ent_own',
    kind: 'owner',
    name,
    link: { status: 'not-named', why: 'The glossary gives the picture.' },
  });

/** A name of which it is not known what it means. */
export const anUnlinkedName = (given: Partial<EnrichedEntity> = {}): EnrichedEntity =>
  EnrichedEntity.parse({ ...aLinkedEntity(), link: { status: 'abstained', runnerUp: null, why: 'too many of this name' }, ...given });

export const aCandidate = (given: Partial<ImageCandidate> = {}): ImageCandidate =>
  ImageCandidate.parse({
    schemaVersion: 1,
    id: 'commons:Ada_Lovelace_portrait.jpg',
    provider: 'commons',
    origin: 'item-file',
    property: 'P18',
    depicts: ['Q7259'],
    title: 'Ada Lovelace portrait',
    description: 'Portrait of Ada Lovelace by Alfred Edward Chalon',
    categories: ['Ada Lovelace', 'Portrait paintings of women'],
    pageUrl: 'https://commons.wikimedia.org/wiki/File:Ada_Lovelace_portrait.jpg',
    previewUrl: 'https://thumb.wikimedia.org/wikipedia/commons/thumb/a/a4/Ada_Lovelace_portrait.jpg/500px-Ada_Lovelace_portrait.jpg',
    downloadUrl: 'https://thumb.wikimedia.org/wikipedia/commons/thumb/a/a4/Ada_Lovelace_portrait.jpg/1920px-Ada_Lovelace_portrait.jpg',
    width: 2400,
    height: 3000,
    mime: 'image/jpeg',
    bytes: 900_000,
    sha1: null,
    author: { name: 'Alfred Edward Chalon', url: null },
    licence: { id: 'pd', name: 'Public domain', url: 'https://creativecommons.org/publicdomain/mark/1.0/' },
    rights: knownRights('commons', 'pd'),
    restrictions: [],
    credit: 'Alfred Edward Chalon, Public domain, via Wikimedia Commons',
    creditHtml: 'Alfred Edward Chalon, Public domain, via Wikimedia Commons',
    assessments: [],
    useReportUrl: null,
    ...given,
  });

export const aTakedown = (given: Partial<Takedown> = {}): Takedown =>
  Takedown.parse({
    schemaVersion: 1,
    imageId: sha256Hex('picture'),
    candidateId: 'commons:A.jpg',
    pageUrl: 'https://commons.wikimedia.org/wiki/File:A.jpg',
    reason: 'Its author asks for it.',
    requestedBy: 'usr_1',
    requestedAt: new Date(START_MS).toISOString(),
    state: 'under-way',
    projects: 0,
    cues: 0,
    doneAt: null,
    version: 1,
    ...given,
  });

/** A picture of a workspace's own. @param bytes what it holds, as a word */
export const anOwnImage = (
  scope: { readonly workspaceId: string },
  bytes = 'own',
  given: { readonly title?: string; readonly credit?: string | null } = {},
): KeptImage => {
  const id = ownImageId(scope, sha256Hex(bytes));
  const { title = 'Our workshop', credit = null } = given;
  const stored = aStoredImage(bytes);
  const words = { title: plainText(title), credit: credit === null ? null : plainText(credit) };
  const image = {
    ...stored,
    id,
    candidate: ownCandidate(id, words, { mime: 'image/jpeg', width: 1_600, height: 1_200, bytes: 1_000 }),
    variants: stored.variants.map(variant => ({ ...variant, key: mediaKeys.ownImage(scope, id, variant.name, 'jpg') })),
  };
  const at = new Date(START_MS).toISOString();
  const own = {
    schemaVersion: 1 as const,
    workspaceId: scope.workspaceId,
    image,
    addedBy: 'user-1',
    addedAt: at,
    version: 1,
    state: 'kept' as const,
  };
  return OwnImage.options[0].parse(own);
};
