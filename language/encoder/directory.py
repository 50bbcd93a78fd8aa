"""Writes the files of the converted model, in the layout that sentence-transformers loads.

The weights (model.safetensors), the graphs of them (model.onnx, query.onnx), the tokenizers, the
JSON files that tell sentence-transformers what to do, and the notice of the licences. Where the
folder lies, when it is built and whether it is whole belongs to store.py.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from language.encoder.graphs import GRAPH_FILE, QUERY_GRAPH_FILE
from language.encoder.tokenizer import MOST_TOKENS, write_tokenizers
from language.encoder.weights import BEGIN, END, PADDING, PackedModel, Shape

WEIGHTS_FILE, NOTICE_FILE = "model.safetensors", "NOTICE.md"
QUERY_PREFIX, PASSAGE_PREFIX = "query: ", "passage: "


def write_directory(model: PackedModel, folder: Path) -> None:
    """Write every file of the converted model into the empty `folder` (about 0.5 GB).

    Raises OSError, as when the disk is full.
    """
    # Only the first build needs it: every search would pay for its import.
    from language.encoder.onnx_graph import write_graph, write_query_graph

    weights = folder / WEIGHTS_FILE
    _write_weights(model, weights)
    write_graph(model.shape, weights, folder / GRAPH_FILE)
    write_query_graph(model.shape, weights, model.tensors, folder / QUERY_GRAPH_FILE)
    write_tokenizers(model.vocabulary, folder)
    (folder / NOTICE_FILE).write_bytes(Path(__file__).with_name(NOTICE_FILE).read_bytes())
    for name, content in _settings(model.shape).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def _write_weights(model: PackedModel, target: Path) -> None:
    from safetensors import SafetensorError
    from safetensors.numpy import save_file

    try:
        save_file(model.tensors, target, metadata={"format": "pt"})
    except SafetensorError as reason:  # which is no OSError, even where the disk is full
        raise OSError(str(reason)) from reason


def _settings(shape: Shape) -> dict[str, Any]:
    """What sentence-transformers and transformers read, in keys that old and new versions know."""
    module = "sentence_transformers.models"
    return {
        "config.json": _bert(shape),
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": MOST_TOKENS,
            "model_input_names": ["input_ids", "attention_mask"],
            "bos_token": "<s>",
            "cls_token": "<s>",
            "eos_token": "</s>",
            "sep_token": "</s>",
            "pad_token": "<pad>",
            "unk_token": "<unk>",
            # "<mask>" in a text is text there too, and then dropped by the tokenizer's own rules.
            "split_special_tokens": True,
        },
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": f"{module}.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": f"{module}.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": f"{module}.Normalize"},
        ],
        "sentence_bert_config.json": {
            "max_seq_length": MOST_TOKENS,
            "do_lower_case": False,
            "model_args": {"add_pooling_layer": False},
        },
        "1_Pooling/config.json": {
            "word_embedding_dimension": shape.hidden,
            "pooling_mode_mean_tokens": True,
            "pooling_mode_cls_token": False,
            "pooling_mode_max_tokens": False,
        },
        "2_Normalize/config.json": {},
        "config_sentence_transformers.json": {
            "prompts": {
                "query": QUERY_PREFIX,
                "document": PASSAGE_PREFIX,
                "passage": PASSAGE_PREFIX,
            },
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }


def _bert(shape: Shape) -> dict[str, Any]:
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_size": shape.hidden,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "intermediate_size": shape.feed_forward,
        "vocab_size": shape.vocabulary,
        "max_position_embeddings": shape.positions,
        "type_vocab_size": shape.token_types,
        "layer_norm_eps": shape.epsilon,
        "hidden_act": "gelu",
        "position_embedding_type": "absolute",
        "bos_token_id": BEGIN,
        "eos_token_id": END,
        "pad_token_id": PADDING,
        "torch_dtype": "float32",
    }
