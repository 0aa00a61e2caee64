"""Builds models/concepts/lemmas.tsv.gz from the database files of WordNet 3.1.

    python lemmas.py WORDNET_DICT_FOLDER VOCABULARY_TOKENIZER_JSON OUT.tsv.gz

One line a lemma: lemma, share of its uses that are nouns, concreteness of what those nouns name (both in per cent).
Kept are lemmas that occur in WordNet's tagged corpus or are one piece of the sentence model's vocabulary, and two-word
nouns of such words that name something concrete. Proper names (instances) are left out.
"""

import collections
import gzip
import json
import re
import sys

# Concreteness by lexicographer file of a noun sense: how well a picture shows things of that class.
CONCRETE = {
    3: 0.5, 4: 0.25, 5: 1, 6: 1, 7: 0.1, 8: 0.9, 9: 0.1, 10: 0.3, 11: 0.4, 12: 0.15, 13: 1, 14: 0.4, 15: 0.8, 16: 0.1,
    17: 1, 18: 0.7, 19: 0.4, 20: 1, 21: 0.3, 22: 0.2, 23: 0.1, 24: 0.1, 25: 0.4, 26: 0.1, 27: 0.7, 28: 0.1,
}
NOUN = 1
# Weight of a first sense beside what the tagged corpus counts: a word that has a noun sense is most often that noun.
FIRST_NOUN = 2
FIRST_OTHER = 0.5
LEAST_CONCRETE_PAIR = 0.7


def instances(folder):
    """Offsets of noun synsets that are single things: an `@i` pointer says so."""
    found = set()
    with open(f"{folder}/data.noun", encoding="latin-1") as lines:
        for line in lines:
            if not line.startswith("  ") and " @i " in line.split("|")[0]:
                found.add(line.split(" ", 1)[0])
    return found


def senses(folder):
    """lemma -> [(part of speech, lexicographer file, synset offset, sense number, tag count)]"""
    table = collections.defaultdict(list)
    with open(f"{folder}/index.sense", encoding="latin-1") as lines:
        for line in lines:
            key, offset, number, count = line.split()
            lemma, rest = key.split("%")
            kind, file = rest.split(":")[:2]
            table[lemma].append((int(kind), int(file), offset, int(number), int(count)))
    return table


def main(folder, tokenizer, out):
    single = instances(folder)
    vocabulary = set(json.load(open(tokenizer, encoding="utf-8"))["model"]["vocab"])
    rows = []
    for lemma, found in sorted(senses(folder).items()):
        words = lemma.split("_")
        if len(words) > 2 or not all(re.fullmatch(r"[a-z]{2,}(?:-[a-z]+)*", word) for word in words):
            continue
        weighted = [
            (kind, file, count + (FIRST_NOUN if kind == NOUN else FIRST_OTHER) / number, offset)
            for kind, file, offset, number, count in found
        ]
        nouns = [(file, weight) for kind, file, weight, offset in weighted if kind == NOUN and offset not in single]
        if not nouns:
            continue
        total = sum(weight for _, _, weight, _ in weighted)
        noun = sum(weight for kind, _, weight, _ in weighted if kind == NOUN)
        concrete = sum(CONCRETE[file] * weight for file, weight in nouns) / sum(weight for _, weight in nouns)
        tagged = any(count for *_, count in found)
        if len(words) == 1:
            keep = tagged or lemma in vocabulary
        else:
            keep = all(word in vocabulary for word in words) and concrete >= LEAST_CONCRETE_PAIR
        if keep:
            rows.append(f"{' '.join(words)}\t{round(100 * noun / total)}\t{round(100 * concrete)}\n")
    with gzip.GzipFile(out, "wb", mtime=0) as file:
        file.write("".join(rows).encode())
    print(len(rows), "lemmas")


if __name__ == "__main__":
    main(*sys.argv[1:])
