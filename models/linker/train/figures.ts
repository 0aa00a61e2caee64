import { isUnnamed, neededProbability } from '../../../core/src/entities/link/refuse.ts';
import type { HeldOut } from './held-out.ts';

/** How the links of some names came out at one threshold. */
export interface LinkFigures {
  readonly names: number;
  /** Names whose right item was among the candidates. */
  readonly reachable: number;
  readonly answered: number;
  readonly right: number;
}

/** @returns whether the product would show the likeliest item of a name */
export const isShown = ({ best }: HeldOut, threshold: number): boolean =>
  best !== null && !isUnnamed(best.features) && best.probability >= neededProbability(best.features, threshold);

export const linkFigures = (answers: readonly HeldOut[], threshold: number): LinkFigures => {
  const shown = answers.filter(answer => isShown(answer, threshold));
  return {
    names: answers.length,
    reachable: answers.filter(({ isReachable }) => isReachable).length,
    answered: shown.length,
    right: shown.filter(({ isRight }) => isRight).length,
  };
};

export const precision = ({ right, answered }: LinkFigures): number => (answered === 0 ? 1 : right / answered);
export const coverage = ({ right, reachable }: LinkFigures): number => (reachable === 0 ? 0 : right / reachable);
