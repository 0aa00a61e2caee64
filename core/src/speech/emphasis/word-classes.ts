/** English words of the closed classes, which are spoken without stress unless something is meant by it. */
const CLOSED = {
  determiner: 'a an the',
  demonstrative: 'this that these those',
  quantifier: 'all any both each every few half many more most much no none several some such enough either neither another other others',
  possessive: 'my your his its our their her thy whose',
  subject: 'i you he she it we they thou ye one who',
  object: 'me him us them thee myself yourself himself herself itself ourselves themselves whom',
  be: "am is are was were be been being i'm you're he's she's it's we're they're that's there's 'tis 'twas",
  have: "have has had having hath i've you've we've they've i'd he'd she'd",
  do: 'do does did done doth doing',
  modal: "can could may might must shall should will would i'll you'll he'll she'll it'll we'll they'll ought need dare",
  negation:
    "not don't didn't doesn't can't cannot couldn't won't wouldn't isn't aren't wasn't weren't haven't hasn't hadn't shouldn't ain't never nor",
  preposition:
    'about above across after against along amid among around at before behind below beneath beside between beyond by concerning despite during except for from in inside into like near of off on onto out outside over past per since through throughout till to toward towards under underneath until unto up upon via with within without',
  conjunction: 'and but or yet so because although though if unless while whereas whether than as lest',
  interrogative: 'what which when where why how whatever whichever whenever wherever however',
  particle: 'then there here now just only even also too very quite rather again still ever almost perhaps indeed well away back down',
} as const;

export type WordClass = keyof typeof CLOSED | 'number' | 'adverb' | 'verb-ing' | 'verb-ed' | 'noun' | 'adjective' | 'open';

const closedClass = new Map<string, WordClass>();
for (const [name, words] of Object.entries(CLOSED)) {
  for (const word of words.split(' ')) if (!closedClass.has(word) && isClosed(name)) closedClass.set(word, name);
}

function isClosed(name: string): name is keyof typeof CLOSED {
  return Object.hasOwn(CLOSED, name);
}

/** Endings that tell the class of most longer words, tried in order. */
const ENDINGS: readonly (readonly [RegExp, WordClass])[] = [
  [/\d/u, 'number'],
  [/.{3}ly$/u, 'adverb'],
  [/.{2}ing$/u, 'verb-ing'],
  [/.{2}ed$/u, 'verb-ed'],
  [/(?:tion|sion|ment|ness|ity|ship|hood|ance|ence|ism|ist)s?$/u, 'noun'],
  [/(?:ous|ful|less|able|ible|ive|ical|ish|al)$/u, 'adjective'],
];

/** @param word lower case, without punctuation @returns a guess of its class, from lists and endings; for English */
export const wordClass = (word: string): WordClass => closedClass.get(word) ?? ENDINGS.find(([ending]) => ending.test(word))?.[1] ?? 'open';

const NOT_CLOSED: ReadonlySet<WordClass> = new Set(['number', 'adverb', 'verb-ing', 'verb-ed', 'noun', 'adjective', 'open']);

/** @returns whether words of this class name things rather than join them */
export const isContentClass = (of: WordClass): boolean => NOT_CLOSED.has(of);
