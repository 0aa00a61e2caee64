/** No noun follows these at once: pronouns that only ever act, and verbs that want another one after them. */
const BEFORE_VERBS =
  /^(?:(?:i|we|he|she|they)(?:['’](?:d|ll|ve))?|(?:could|would|should|must|do|does|did)(?:n['’]t)?|can['’]t|won['’]t|cannot)$/u;

/** @returns whether the word at `index` says what somebody does, although the dictionary has a thing of that name: "I spoke" */
export const isDeed = (texts: readonly string[], index: number): boolean => BEFORE_VERBS.test((texts[index - 1] ?? '').toLowerCase());
