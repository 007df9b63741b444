#!/usr/bin/python3
"""sklearn_peer.py FILE.jsonl - what scikit-learn needs for a part of the work.

Word 1-3-grams and character 3-5-grams of each reply are hashed into 2^18
counters by HashingVectorizer and summed per model. retort does the same for
1-4-grams and 2-5-grams, and eight more feature families besides.
"""
import json
import sys

import numpy
from sklearn.feature_extraction.text import HashingVectorizer

BUCKETS = 1 << 18
BATCH = 500
MODEL_FIELDS = ("model", "generator")
REPLY_FIELDS = ("response", "output")


def first_of(record, names):
    for name in names:
        if isinstance(record.get(name), str):
            return record[name]
    return ""


def vectorizers():
    common = {"n_features": BUCKETS, "alternate_sign": False, "norm": None}
    yield HashingVectorizer(analyzer="word", ngram_range=(1, 3), **common)
    yield HashingVectorizer(analyzer="char", ngram_range=(3, 5), **common)


class Counter:
    def __init__(self):
        self.tools = list(vectorizers())
        self.waiting = {}
        self.counts = {}

    def add(self, model, reply):
        texts = self.waiting.setdefault(model, [])
        texts.append(reply)
        if len(texts) == BATCH:
            self.count(model)

    def count(self, model):
        texts = self.waiting.pop(model, [])
        if not texts:
            return
        rows = self.counts.setdefault(
            model, [numpy.zeros(BUCKETS) for _ in self.tools])
        for row, tool in zip(rows, self.tools):
            row += numpy.asarray(tool.transform(texts).sum(axis=0)).ravel()


def main():
    counter = Counter()
    with open(sys.argv[1], encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                record = json.loads(line)
                counter.add(first_of(record, MODEL_FIELDS),
                            first_of(record, REPLY_FIELDS))
    for model in list(counter.waiting):
        counter.count(model)
    grams = sum(int(row.sum()) for rows in counter.counts.values()
                for row in rows)
    print(len(counter.counts), "models,", grams, "n-grams")


if __name__ == "__main__":
    main()
