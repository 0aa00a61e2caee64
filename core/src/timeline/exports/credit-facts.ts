import type { Restriction } from '../../images/rights-record.ts';
import { clockTime } from '../clock-time.ts';
import type { Credit, Manifest, ManifestImage } from '../manifest.ts';

/** What a list of credits tells about one picture. */
export interface CreditFacts {
  readonly credit: Credit;
  readonly image: ManifestImage;
  /** `0:12, 3:40`. */
  readonly shownAt: string;
  /** Sentences: what was changed, and what the licence and other rights ask for. */
  readonly remarks: readonly string[];
}

const RESTRICTIONS: Readonly<Record<Restriction, string>> = {
  personality: 'It shows a person, who has rights of their own: do not suggest that they endorse anything.',
  trademark: 'It shows a trade mark: use it only to speak about its owner.',
  insignia: 'It shows an official emblem, whose use may be restricted by law.',
  currency: 'It shows money, whose reproduction may be restricted by law.',
  other: 'The source names further restrictions: see its page.',
};

const changesOf = ({ width, height, original }: ManifestImage): string[] =>
  width === original.width && height === original.height ? [] : [`Scaled from ${original.width} × ${original.height} pixels.`];

const remarksOf = (credit: Credit, image: ManifestImage): string[] => [
  ...changesOf(image),
  ...(credit.shareAlike ? ['What is made with it has to carry the same licence.'] : []),
  ...(credit.where === 'on-display' ? ['The credit has to be seen where the picture is.'] : []),
  ...credit.restrictions.map(restriction => RESTRICTIONS[restriction]),
];

/** @returns every picture of the timeline once, in the order of first appearance */
export const creditFacts = ({ credits, images, timeline }: Manifest): CreditFacts[] => {
  const starts = new Map(timeline.cues.map(cue => [cue.id, cue.startMs]));
  const startsOf = (credit: Credit): number[] => credit.cues.map(id => starts.get(id) ?? 0).sort((a, b) => a - b);
  const byId = new Map(images.map(image => [image.id, image]));
  return credits
    .toSorted((a, b) => (startsOf(a)[0] ?? 0) - (startsOf(b)[0] ?? 0))
    .flatMap(credit => {
      const image = byId.get(credit.imageId);
      const shownAt = startsOf(credit).map(clockTime).join(', ');
      return image ? [{ credit, image, shownAt, remarks: remarksOf(credit, image) }] : [];
    });
};
