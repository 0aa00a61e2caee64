import type { ImageCandidate, RefusedImage } from './image-candidate.ts';

/** Not every path is well-formed; then it is compared as it is. */
const readable = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};

/** Addresses differ in protocol and campaign; what is left says whether two providers mean the same page. */
const samePlace = (address: string): string => {
  const url = new URL(address);
  return `${url.hostname.replace(/^www\./, '')}${readable(url.pathname).replace(/\/+$/, '')}`;
};

const fingerprints = (candidate: ImageCandidate): string[] => [
  candidate.id,
  samePlace(candidate.pageUrl),
  ...(candidate.sha1 === null ? [] : [`sha1 ${candidate.sha1}`]),
];

/**
 * The same picture found twice, by two ways of looking or at two providers, counts once: the first one stays. Two files that
 * merely look alike are told apart after download, by their perceptual hash.
 */
export const withoutDoubles = (
  candidates: readonly ImageCandidate[],
): { readonly kept: ImageCandidate[]; readonly doubles: RefusedImage[] } => {
  const seen = new Map<string, ImageCandidate>();
  const kept: ImageCandidate[] = [];
  const doubles: RefusedImage[] = [];
  for (const candidate of candidates) {
    const marks = fingerprints(candidate);
    const first = marks.map(mark => seen.get(mark)).find(each => each !== undefined);
    if (first === undefined) {
      kept.push(candidate);
      for (const mark of marks) seen.set(mark, candidate);
    } else {
      const { provider, title, pageUrl } = candidate;
      doubles.push({ provider, title, pageUrl, code: 'NEAR_DUPLICATE', why: `it is the same picture as ${first.id}` });
    }
  }
  return { kept, doubles };
};
