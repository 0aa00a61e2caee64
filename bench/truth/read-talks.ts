import { globSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

const TALKS = resolve(import.meta.dirname, '../../truth/talks');

export interface GoldMention {
  /** UTF-16 offsets into the text. */
  readonly start: number;
  readonly end: number;
  readonly surface: string;
  readonly type: 'PER' | 'LOC' | 'ORG' | 'MISC';
  /** The item that is meant. Null: nothing may be linked, because no item means it, or the sandbox's knowledge base lacks it. */
  readonly qid: string | null;
  /** `absent`: a real thing that the sandbox's knowledge base lacks. `abstain`: nothing of that name has an item. */
  readonly expects: 'item' | 'absent' | 'abstain';
}

/** A word that looks like a thing worth a picture and is not. */
export interface Trap {
  readonly start: number;
  readonly end: number;
  readonly surface: string;
}

export interface TruthTalk {
  readonly id: string;
  readonly title: string;
  /** What makes it hard. */
  readonly kinds: readonly string[];
  readonly form: 'cased' | 'recogniser';
  /** A sentence a line. */
  readonly text: string;
  readonly mentions: readonly GoldMention[];
  readonly traps: readonly Trap[];
}

const MARK = /\[\[([^|\]]+)\|(PER|LOC|ORG|MISC)\|(Q\d+|abstain|absent)\]\]|\(\(([^()]+)\)\)/gu;

const isType = (value: string): value is GoldMention['type'] => ['PER', 'LOC', 'ORG', 'MISC'].includes(value);

/** Takes the marks out of a text and says where they were. */
export const readMarks = (marked: string): Pick<TruthTalk, 'text' | 'mentions' | 'traps'> => {
  const mentions: GoldMention[] = [];
  const traps: Trap[] = [];
  let text = '';
  let read = 0;
  for (const mark of marked.matchAll(MARK)) {
    text += marked.slice(read, mark.index);
    read = mark.index + mark[0].length;
    const [, surface, type = '', means = '', trap] = mark;
    const said = surface ?? trap ?? '';
    const place = { start: text.length, end: text.length + said.length, surface: said };
    text += said;
    if (surface === undefined) traps.push(place);
    else if (isType(type)) {
      const expects = means === 'absent' || means === 'abstain' ? means : 'item';
      mentions.push({ ...place, type, qid: expects === 'item' ? means : null, expects });
    }
  }
  return { text: text + marked.slice(read), mentions, traps };
};

const field = (lines: readonly string[], name: string): string | undefined =>
  lines.find(line => line.startsWith(`${name}: `))?.slice(name.length + 2);

const readTalk = (file: string, index: number, block: string): TruthTalk => {
  const [title = '', ...lines] = block.trim().split('\n');
  const head = lines.filter(line => /^(?:kind|form): /.test(line));
  const body = lines.slice(head.length).join('\n');
  if (/[[\]|]|\(\(|\)\)/.test(body.replaceAll(MARK, ''))) throw new Error(`${file}, "${title}": a mark that cannot be read`);
  return {
    id: `${basename(file, '.txt')}-${index + 1}`,
    title,
    kinds: (field(head, 'kind') ?? '').split(', '),
    form: field(head, 'form') === 'recogniser' ? 'recogniser' : 'cased',
    ...readMarks(body),
  };
};

/** Every talk of the corpus; `truth/README.md` says how they are written. */
export const readTalks = (): readonly TruthTalk[] =>
  globSync('*.txt', { cwd: TALKS })
    .sort()
    .flatMap(file =>
      readFileSync(join(TALKS, file), 'utf8')
        .split(/^# /mu)
        .slice(1)
        .map((block, index) => readTalk(file, index, block)),
    );
