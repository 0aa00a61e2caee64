import { wordsOf } from '../fold.ts';
import { mediaTypeOf, mimeOf, type MediaFile } from './file.ts';

/** One `property=value` or bare `property`. */
interface Statement {
  readonly property: string;
  readonly value: string | null;
}

/** What `gsrsearch` asks for, as CirrusSearch reads it. */
export interface SearchQuery {
  /** Words and phrases, which choose the items to look at. */
  readonly text: string;
  /** Each is a statement or several joined by OR; all of them have to hold. */
  readonly statements: readonly (readonly Statement[])[];
  readonly categories: readonly string[];
  /** Everything that is asked for. */
  readonly fits: (file: MediaFile) => boolean;
  /** The same with half of the words. */
  readonly nearlyFits: (file: MediaFile) => boolean;
}

/** `-key:"a value"`, `-key:value`, `-"a phrase"` or `-word`. */
const TERM = /(-?)(?:([a-z]+):(?:"([^"]*)"|(\S+))|"([^"]*)"|(\S+))/giu;

const KEYS = new Set([
  'filetype',
  'filemime',
  'filew',
  'filewidth',
  'fileh',
  'fileheight',
  'incategory',
  'deepcategory',
  'intitle',
  'haswbstatement',
  'file',
]);

type Condition = (file: MediaFile) => boolean;

const knownWords = new WeakMap<MediaFile, ReadonlySet<string>>();

/** @returns words of name, description and categories; kept as long as the file is, since searches come back to it */
const fileWords = (file: MediaFile): ReadonlySet<string> => {
  const known = knownWords.get(file);
  if (known !== undefined) return known;
  const words = new Set([file.name, file.shows, file.item.label, file.item.description, ...file.categories].flatMap(wordsOf));
  knownWords.set(file, words);
  return words;
};

const contains = (text: string, phrase: string): boolean => ` ${wordsOf(text).join(' ')} `.includes(` ${wordsOf(phrase).join(' ')} `);

const compare = (value: number, comparison: string): boolean => {
  const match = /^([<>]?)(\d+)(?:,(\d+))?$/.exec(comparison);
  if (match === null) return true;
  const least = Number(match[2]);
  if (match[1] === '>') return value > least;
  if (match[1] === '<') return value < least;
  return match[3] === undefined ? value === least : value >= least && value <= Number(match[3]);
};

const parseStatements = (value: string): Statement[] =>
  value.split('|').map(part => {
    const [property = '', rest] = part.split('=', 2);
    return { property, value: rest?.replace(/\[.*$/, '') ?? null };
  });

/** Only P180 is filled in here; files have no other statements. */
const holds = (file: MediaFile, { property, value }: Statement): boolean =>
  property === 'P180' && (value === null ? file.depicts.length > 0 : file.depicts.includes(value));

const keywordCondition = (key: string, value: string): Condition => {
  switch (key) {
    case 'filetype':
      return file => mediaTypeOf(file).toLowerCase() === value.toLowerCase();
    case 'filemime':
      return file => mimeOf(file) === value.toLowerCase();
    case 'filew':
    case 'filewidth':
      return file => compare(file.width, value);
    case 'fileh':
    case 'fileheight':
      return file => compare(file.height, value);
    case 'incategory':
    case 'deepcategory':
      return file => file.categories.some(category => value.split('|').some(wanted => wanted.replaceAll('_', ' ') === category));
    case 'haswbstatement': {
      const statements = parseStatements(value);
      return file => statements.some(statement => holds(file, statement));
    }
    default:
      return file => contains(file.name, value);
  }
};

/** @param text as it stands in `gsrsearch` */
export const parseSearch = (text: string): SearchQuery => {
  const conditions: Condition[] = [];
  const words: string[] = [];
  const phrases: string[] = [];
  const statements: Statement[][] = [];
  const categories: string[] = [];
  for (const [, minus, key, quoted, bare, phrase, word] of text.matchAll(TERM)) {
    const isKeyword = key !== undefined && KEYS.has(key.toLowerCase());
    const value = quoted ?? bare ?? '';
    if (isKeyword) {
      const condition = keywordCondition(key.toLowerCase(), value);
      conditions.push(minus === '-' ? file => !condition(file) : condition);
      if (minus === '-') continue;
      if (key.toLowerCase() === 'haswbstatement') statements.push(parseStatements(value));
      if (/category$/i.test(key)) categories.push(...value.split('|').map(name => name.replaceAll('_', ' ')));
      if (/^(intitle|file)$/i.test(key)) words.push(...wordsOf(value));
    } else if (minus === '-') {
      const unwanted = wordsOf(phrase ?? word ?? value);
      conditions.push(file => !unwanted.every(one => fileWords(file).has(one)));
    } else if (phrase !== undefined) {
      phrases.push(phrase);
    } else {
      words.push(...wordsOf(word ?? `${key ?? ''} ${value}`));
    }
  }
  const meets: Condition = file => conditions.every(condition => condition(file));
  const hasPhrases: Condition = file =>
    phrases.every(phrase => [file.name, file.shows, file.item.description].some(part => contains(part, phrase)));
  const share = (file: MediaFile): number => {
    if (words.length === 0) return 1;
    const own = fileWords(file);
    return words.filter(word => own.has(word)).length / words.length;
  };
  return {
    text: [...words, ...phrases].join(' '),
    statements,
    categories,
    fits: file => meets(file) && hasPhrases(file) && share(file) === 1,
    nearlyFits: file => meets(file) && hasPhrases(file) && share(file) >= 0.5,
  };
};
