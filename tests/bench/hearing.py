#!/usr/bin/env python3
"""Measures hearing with eSpeak-NG's voices as speakers and fits the weights of voice/judge.c.

usage: hearing.py PRAATPAALCTL LANG_YAML WORK_FOLDER [FOLDER_WITH_PROMPTS]

Speakers say phrases that the screen `happened` listens for (one expansion of each) and sentences
that it does not; some are mixed with babble of the other recordings. Printed are, for each voice
and noise, how many were right, sure, asked back and refused, and the logistic regression. A folder
with PROMPTS (file, sentence) and human recordings is measured and used for fitting too. See
hearing.md. Needs espeak-ng and python3-yaml.
"""
import array
import json
import math
import os
import random
import re
import subprocess
import sys
import wave

import yaml

VOICES = ["nl", "nl+f2", "nl+f5", "nl+m3", "nl+klatt2", "nl+klatt4"]
NOISES = [None, 15, 10]  # dB of the voice above the babble
OTHER = """De trein naar Utrecht vertrekt om kwart over tien.|Morgen gaat het regenen.
Mag ik een kopje koffie met melk?|Waar is het toilet?|De kinderen spelen in de tuin.
Hoe laat is het?|Mijn fiets staat buiten.|We eten vanavond aardappelen met spinazie.
Heb je gisteren de wedstrijd gezien?|Mijn buurvrouw heeft een nieuwe hond.
Kom je ook naar het feest?|Ik ga zo boodschappen doen.|Wat kost een brood bij de bakker?
De tram rijdt vandaag niet.|Ik vind dit een mooi gebouw.|Het is prachtig weer.
Doe jij de deur even dicht?|Ik heb een nieuwe telefoon gekocht.|Goedemorgen allemaal.
Kun je dat nog een keer herhalen?|Tot volgende week.|Hij komt straks met de auto.
Ik wil graag een broodje kaas.|Hoe heet jij eigenlijk?|Er ligt een krant op tafel.
De soep is nog veel te heet.|Ik heb vandaag vrij.|Wie heeft mijn sleutels gezien?
Ik ben gisteren naar de kapper geweest.|Zullen we een spelletje doen?|Even kijken hoor.
De winkel gaat om zes uur dicht.|Ik voel me prima vandaag.|Ik heb zin in vakantie.
Mijn zoon speelt voetbal.|Wat een gek apparaat.|Zet hem maar op de grond."""


def expand(phrase, pick):
    """One way to say a JSGF phrase."""
    tokens = re.findall(r"[\[\]()|]|[^\s\[\]()|]+", phrase)

    def choice(at):
        ways, way = [], []
        while at < len(tokens) and tokens[at] not in ")]":
            token = tokens[at]
            at += 1
            if token == "|":
                ways.append(way)
                way = []
            elif token in "([":
                inner, at = choice(at)
                at += 1
                way = way + (inner if token == "(" or pick.random() < 0.5 else [])
            else:
                way = way + [token]
        return pick.choice(ways + [way]), at

    return " ".join(choice(0)[0])


def read(path):
    with wave.open(path) as source:
        return source.getparams(), array.array("h", source.readframes(source.getnframes()))


def make(folder, name, voice, text):
    path = os.path.join(folder, name + ".wav")
    if not os.path.exists(path):
        subprocess.run(["espeak-ng", "-v", voice, "-s", "150", "-w", path, text], check=True)
        params, samples = read(path)
        rate = params.framerate
        noise = random.Random(name)
        samples = [0] * (rate // 2) + [s // 3 for s in samples] + [0] * (rate * 6 // 10)
        write(path, params, [s + noise.randint(-16, 16) for s in samples])
    return path


def write(path, params, samples):
    with wave.open(path, "w") as out:
        out.setparams(params)
        out.writeframes(array.array("h", [max(-32768, min(32767, int(s))) for s in samples]))


def power(samples):
    loud = sorted(s * s for s in samples)[len(samples) // 2:]
    return sum(loud) / len(loud)


def mix(path, babble, decibel):
    """The recording with what four others say at once, some dB below it."""
    out = f"{path[:-4]}@{decibel}.wav"
    if not os.path.exists(out):
        params, samples = read(path)
        parts = [read(other)[1] for other in babble]
        length = len(samples)
        noise = [sum(p[(i + 9000 * k) % len(p)] for k, p in enumerate(parts)) for i in range(length)]
        gain = math.sqrt(power(samples) / power(noise) / 10 ** (decibel / 10))
        write(out, params, [s + gain * n for s, n in zip(samples, noise)])
    return out


def speech_set(lang_yaml, folder):
    """(path, voice, noise, id that was said or None)"""
    pick = random.Random(7)
    with open(lang_yaml, encoding="utf-8") as source:
        options = yaml.safe_load(source)["options"]["happened"]
    said = [("option." + name, expand(phrase, pick))
            for name, option in options.items() for phrase in option["hear"]]
    said = [(name, text) for name, text in said if len(text.split()) > 1]
    said += [(None, text) for text in OTHER.replace("\n", "|").split("|")]
    rows = []
    for v, voice in enumerate(VOICES):
        for i, (name, text) in enumerate(said):
            if i % 2 == v % 2:
                path = make(folder, f"{voice.replace('+', '_')}-{i:03d}", voice, text)
                rows.append((path, voice, None, name))
    clean = list(rows)
    for i, (path, voice, _, name) in enumerate(clean):
        noise = NOISES[i % len(NOISES)]
        if noise:
            others = [clean[(i * 7 + k * 31) % len(clean)][0] for k in range(4)]
            rows.append((mix(path, others, noise), voice, noise, name))
    return rows


def hear(ctl, paths, *phrases):
    done = subprocess.run([ctl, "hear", "--lang", "nl", "--json", *phrases, *paths],
                          check=True, capture_output=True, text=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def table(rows, heard):
    groups = {}
    for (_, voice, noise, name), got in zip(rows, heard):
        best = got["guesses"][0]["id"] if got["guesses"] else None
        group = groups.setdefault((name is not None, voice, noise or 99),
                                  dict(n=0, right=0, sure=0, ask=0, no=0, wrong_sure=0))
        group["n"] += 1
        group["right"] += best == name
        group[got["decision"]] += 1
        group["wrong_sure"] += got["decision"] == "sure" and best != name
    for (inside, voice, noise), group in sorted(groups.items(), key=str):
        print("in " if inside else "out", f"{voice:10}", f"{noise:3} dB" if noise < 99 else "quiet ",
              " ".join(f"{key} {value}" for key, value in group.items()))


def fit(samples, rounds=3000):
    """Logistic regression by steepest descent on scaled features."""
    columns = list(zip(*(x for x, _ in samples)))
    mean = [sum(c) / len(c) for c in columns]
    spread = [math.sqrt(sum((v - m) ** 2 for v in c) / len(c)) for c, m in zip(columns, mean)]
    scaled = [([(v - m) / s for v, m, s in zip(x, mean, spread)], y) for x, y in samples]
    weights, bias = [0.0] * len(mean), 0.0
    for _ in range(rounds):
        slope, shift = [0.0] * len(mean), 0.0
        for x, y in scaled:
            error = 1 / (1 + math.exp(-bias - sum(w * v for w, v in zip(weights, x)))) - y
            shift += error
            slope = [s + error * v for s, v in zip(slope, x)]
        bias -= 0.5 * shift / len(scaled)
        weights = [w - 0.5 * (s / len(scaled) + 0.001 * w) for w, s in zip(weights, slope)]
    real = [w / s for w, s in zip(weights, spread)]
    return real, bias - sum(w * m for w, m in zip(real, mean))


def evidence(got):
    return [got["worst"], got["whole"], min(got["margin"], 40)]


def main():
    ctl, lang_yaml, folder = sys.argv[1:4]
    os.makedirs(folder, exist_ok=True)
    rows = speech_set(lang_yaml, folder)
    heard = hear(ctl, [row[0] for row in rows], "--screen", "happened")
    if len(sys.argv) > 4:
        human = sys.argv[4]
        with open(os.path.join(human, "PROMPTS"), encoding="utf-8") as source:
            prompts = [line.strip().split(" ", 1) for line in source]
        phrases = os.path.join(folder, "phrases.tsv")
        with open(phrases, "w", encoding="utf-8") as out:
            out.writelines(f"{name}\t{text.lower()}\n" for name, text in prompts)
        paths = [os.path.join(human, name + ".wav") for name, _ in prompts]
        rows += [(p, "human", None, name) for p, (name, _) in zip(paths, prompts)]
        heard += hear(ctl, paths, "--phrases", phrases)
        rows += [(p, "human", None, None) for p in paths]
        heard += hear(ctl, paths, "--screen", "happened")
    table(rows, heard)
    samples = [(evidence(got), int(got["guesses"][0]["id"] == row[3]))
               for row, got in zip(rows, heard) if got["guesses"]]
    weights, none = fit(samples)
    print("worst %.3f whole %.3f margin %.3f none %.2f" % (*weights, none))
    logits = sorted(none + sum(w * v for w, v in zip(weights, x)) for x, y in samples if not y)
    print("highest logits of what was not said:", " ".join(f"{v:.1f}" for v in logits[-8:]))


if __name__ == "__main__":
    main()
