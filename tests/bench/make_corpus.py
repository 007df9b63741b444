#!/usr/bin/python3
"""make_corpus.py MEGABYTES - made-up replies of sixteen models as JSON Lines.

Words are drawn from 40,000 made-up ones with Zipf's law, the first hundred
being English function words; sentences, paragraphs, lists and a few signs that
are not ASCII give the text the shape of model output. The same bytes each time.
"""
import bisect
import itertools
import json
import random
import sys

FUNCTION = """the of and to a in is that it for as with was on are by be this or
an at from which but have not they you we has can will more their there its one
if all when also may these some would other than so such into about how what
each only do most many your then them our should could while because any been
both between after where very used using through before well new first two make
like over use time being does it's don't""".split()
SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo za".split()
ENDINGS = ["", "", "s", "ed", "ing", "ly", "tion", "ness", "er", "al"]


def vocabulary(rng):
    words = list(FUNCTION)
    for _ in range(40000):
        stem = "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(1, 4)))
        words.append(stem + rng.choice(ENDINGS))
    return words


class Writer:
    def __init__(self, rng):
        self.rng = rng
        self.words = vocabulary(rng)
        self.sums = list(itertools.accumulate(
            1.0 / (rank + 2) for rank in range(len(self.words))))

    def word(self):
        at = self.rng.random() * self.sums[-1]
        return self.words[bisect.bisect(self.sums, at)]

    def sentence(self):
        words = [self.word() for _ in range(self.rng.randint(4, 24))]
        for i in range(len(words) - 1):
            if self.rng.random() < 0.07:
                words[i] += ","
        words[0] = words[0].capitalize()
        return " ".join(words) + self.rng.choice("....?!:")

    def paragraph(self):
        kind = self.rng.random()
        if kind < 0.15:
            return "\n".join("- **%s**: %s" % (self.word(), self.sentence())
                             for _ in range(self.rng.randint(3, 6)))
        if kind < 0.25:
            return "\n".join("%d. %s" % (i + 1, self.sentence())
                             for i in range(self.rng.randint(3, 6)))
        if kind < 0.3:
            return "## " + self.word().capitalize()
        text = " ".join(self.sentence()
                        for _ in range(self.rng.randint(2, 6)))
        if self.rng.random() < 0.1:
            text += " \u2014 " + self.word() + " \u201c" + self.word() + "\u201d"
        return text

    def reply(self):
        return "\n\n".join(self.paragraph()
                           for _ in range(self.rng.randint(1, 8)))


def main():
    wanted = int(sys.argv[1]) * 1000000
    writer = Writer(random.Random(1))
    written = 0
    models = 16
    for model in range(models):
        prompt = 0
        while written < wanted * (model + 1) // models:
            line = json.dumps({"model": "model-%02d" % model,
                               "prompt": "prompt %d" % prompt,
                               "response": writer.reply()}) + "\n"
            sys.stdout.write(line)
            written += len(line)
            prompt += 1


if __name__ == "__main__":
    main()
