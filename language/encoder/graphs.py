"""The graphs of the converted model: their files, what they take and what they give.

Written in onnx_graph.py, run in openvino_model.py.
"""

from __future__ import annotations

GRAPH_FILE, QUERY_GRAPH_FILE = "model.onnx", "query.onnx"
INPUTS, OUTPUT = ("input_ids", "attention_mask"), "vectors"
