import type { PlainText } from '../../platform/plain-text.ts';
import { plainText } from '../../platform/plain-text.ts';
import type { ImageCandidate } from '../image-candidate.ts';
import { withCredit } from '../rights/with-credit.ts';
import { knownRights } from '../rights/rights-table.ts';

/** What its owner says of a picture. */
export interface OwnWords {
  readonly title: PlainText;
  /** Whom to credit, as it is to be read; null for nobody. */
  readonly credit: PlainText | null;
}

export interface OwnPixels {
  readonly mime: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
}

const RIGHTS = knownRights('owner', 'owner');

/** It has no page and no address that anybody could open without asking us: a name that says so instead. */
const nameOf = (imageId: string): string => `urn:cutaway:image:${imageId}`;

/** @returns a picture of the workspace's own as the kind of candidate that all stages know */
export const ownCandidate = (imageId: string, { title, credit }: OwnWords, { mime, width, height, bytes }: OwnPixels): ImageCandidate =>
  withCredit({
    schemaVersion: 1,
    id: `owner:${imageId}`,
    provider: 'owner',
    origin: 'owner',
    property: null,
    depicts: [],
    title,
    description: plainText(''),
    categories: [],
    pageUrl: nameOf(imageId),
    previewUrl: nameOf(imageId),
    downloadUrl: nameOf(imageId),
    width,
    height,
    mime,
    bytes,
    sha1: null,
    author: credit === null ? null : { name: credit, url: null },
    licence: { id: 'owner', name: 'Own picture', url: RIGHTS.source.url },
    rights: RIGHTS,
    restrictions: [],
    assessments: [],
    useReportUrl: null,
  });

/** @returns the id of the picture that such a candidate is, or null for one of a picture source */
export const ownImageOf = ({ origin, id }: Pick<ImageCandidate, 'origin' | 'id'>): string | null =>
  origin === 'owner' ? id.slice('owner:'.length) : null;
