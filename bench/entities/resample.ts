import { randomFrom } from '../../models/random.ts';

const RESAMPLES = 1_000;

/**
 * 95 % interval of a figure by drawing whole documents anew, because errors come in clusters.
 * @param documents what each document contributes
 * @param figure of any list of documents
 */
export const intervalByDocument = <T>(documents: readonly T[], figure: (drawn: readonly T[]) => number): [low: number, high: number] => {
  const random = randomFrom(1);
  const figures = Array.from({ length: RESAMPLES }, () =>
    figure(documents.map(() => documents[Math.floor(random() * documents.length)]).filter(one => one !== undefined)),
  ).sort((a, b) => a - b);
  const at = (share: number): number => figures[Math.floor(share * (figures.length - 1))] ?? NaN;
  return [at(0.025), at(0.975)];
};
