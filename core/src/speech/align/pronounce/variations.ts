/**
 * Sequences with one choice from each list. All first choices come first, then those that differ from it in one place: a full
 * product would spend every place on variations of the last element.
 * @param lists choices, the likeliest first; an empty list makes the result empty
 * @param limit most sequences returned
 */
export const variations = <T>(lists: readonly (readonly T[])[], limit: number): readonly (readonly T[])[] => {
  const usual = lists.flatMap(choices => choices.slice(0, 1));
  if (usual.length < lists.length) return [];
  const result = [usual];
  const most = Math.max(0, ...lists.map(choices => choices.length));
  for (let rank = 1; rank < most; rank++) {
    lists.forEach((choices, at) => {
      if (rank < choices.length) result.push([...usual.slice(0, at), choices[rank]!, ...usual.slice(at + 1)]);
    });
  }
  return result.slice(0, limit);
};
