/** What is measured of a name and one candidate item, in the words of `models/linker/README.md`. The model names the ones it reads. */
export const PAIR_FEATURES = [
  'pop', 'logshare', 'popMargin', 'logN', 'ctxSent', 'ctxWin', 'ctxDoc', 'cohMean', 'cohMax', 'cohTop3', 'ctxDiffMean', 'ctxMargin', 'cohMargin',
  'fullInText', 'fullBefore', 'ovSent', 'ovDoc', 'descMentions', 'commaPlace', 'hasComma', 'titleBefore', 'freq', 'ntok', 'len', 'caseExact',
  'nOthers', 'nerConf', 'hasLonger', 'lower', 'hasDesc', 'k_label', 'k_alias', 'k_squash', 'k_variant', 'k_last', 'k_first', 'k_doc',
  'g_HUMAN', 'g_PLACE', 'g_ORG', 'g_WORK', 'g_PRODUCT', 'g_EVENT', 'g_PEOPLE', 'g_FICT', 'g_CONCEPT',
  't_PER', 't_LOC', 't_ORG', 't_MISC', 't_NORP', 't_NONE', 'typeLO', 'ctxSoft', 'cohSoft', 'ctxPart', 'popPart', 'isBestPop', 'isBestCtx', 'ctxXambig',
  'spanSame', 'spanPart', 'joinBefore', 'joinAfter', 'commaElse', 'longerHit', 'longerMiss', 'typeTalk', 'nameWeight', 'lowerInTalk', 'logFull',
  'fullShare', 'nameCover', 'acronym', 'certainty', 'popKnown', 'sport', 'namesake', 'ctxBest',
] as const; // prettier-ignore

/** What is measured of a name alone, for the option that it means none of its candidates. */
export const NIL_FEATURES = [
  'bias', 'logN', 'logN0', 'ntok1', 'ntok2', 'lower', 'isPER', 'isLOC', 'isORG', 'isMISC', 'titleBefore', 'maxPop', 'hasLonger', 'nOthers', 'nerConf',
] as const; // prettier-ignore
