import type { Item } from '../knowledge/item.ts';
import { isDisambiguation } from '../knowledge/item.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { MediaFile } from './file.ts';
import { collectNamedFiles, describeNamedFile, FIRST_PAGE_ID, type NamedFile } from './named-files.ts';
import { itemIndexOfPage, possibleLabels, sceneFilesOf } from './scene-files.ts';

/** Items whose files are kept at hand. */
const KEPT_ITEMS = 400;

/** All files of Commons, and the non-free ones of the English Wikipedia. Nothing is stored but names: files are described when asked for. */
export class Catalogue {
  readonly #knowledge: Knowledge;
  readonly #named: ReadonlyMap<string, NamedFile>;
  readonly #inOrder: readonly NamedFile[];
  readonly #kept = new Map<string, readonly MediaFile[]>();

  constructor(knowledge: Knowledge) {
    this.#knowledge = knowledge;
    this.#named = collectNamedFiles(knowledge.items);
    this.#inOrder = [...this.#named.values()];
  }

  /** @returns the item's own files first, then those made for it; both repositories */
  filesOf(item: Item): readonly MediaFile[] {
    const known = this.#kept.get(item.qid);
    if (known !== undefined) return known;
    const files = isDisambiguation(item) || item.origin !== 'real' ? [] : [...this.#namedOf(item), ...sceneFilesOf(item)];
    if (this.#kept.size >= KEPT_ITEMS) this.#kept.clear();
    this.#kept.set(item.qid, files);
    return files;
  }

  #namedOf(item: Item): MediaFile[] {
    const names = new Set([item.image, item.logo, item.flag, item.leadImage].filter(name => name !== null));
    return [...names].flatMap(name => {
      const file = this.#named.get(name);
      return file === undefined ? [] : [describeNamedFile(file)];
    });
  }

  /** @param name with spaces, without `File:` */
  byName(name: string): MediaFile | null {
    const named = this.#named.get(name) ?? this.#named.get(name.slice(0, 1).toUpperCase() + name.slice(1));
    if (named !== undefined) return describeNamedFile(named);
    for (const label of possibleLabels(name)) {
      const bearers = this.#knowledge.names.exact(label).map(bearer => bearer.item);
      const similar = bearers.length > 0 ? bearers : this.#knowledge.text.search(label).map(hit => hit.item);
      for (const item of similar) {
        const file = this.filesOf(item).find(candidate => candidate.name === name);
        if (file !== undefined) return file;
      }
    }
    return null;
  }

  byPageId(pageId: number): MediaFile | null {
    const named = this.#inOrder[pageId - FIRST_PAGE_ID];
    if (named !== undefined) return describeNamedFile(named);
    const index = itemIndexOfPage(pageId);
    const item = index === null ? undefined : this.#knowledge.items[index];
    return item === undefined ? null : (this.filesOf(item).find(file => file.pageId === pageId) ?? null);
  }
}
