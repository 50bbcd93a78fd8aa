"""Runs the converted model in torch, for thousands of texts at a time.

In bfloat16 where the processor multiplies it in hardware (AMX or AVX512-BF16), which is nearly
twice as fast there and slower anywhere else; else in float32. Pooling and scaling are done in
float32 in either case: in bfloat16 they would cost a digit.
"""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast

from language.encoder.batches import FloatMatrix, IntMatrix


def has_fast_torch() -> bool:
    """Whether torch is installed and this processor multiplies bfloat16 in hardware."""
    return find_spec("torch") is not None and find_spec("transformers") is not None and _has_bf16()


def _has_bf16() -> bool:
    import torch  # takes seconds: only bulk work pays for it

    # An older torch cannot say; ONNX Runtime does the work then.
    found: dict[str, Any] = getattr(torch.cpu, "get_capabilities", dict)()
    return bool(found.get("amx_bf16") or found.get("avx512_bf16"))


class TorchEngine:
    """The model as transformers' BertModel."""

    batch = 8

    def __init__(self, folder: Path, *, bf16: bool | None = None) -> None:
        """Load the model; `bf16` None lets the processor decide."""
        # Seconds to import: only bulk work pays for it.
        import torch
        from transformers import BertModel
        from transformers.utils import logging

        # It would be drawn into the caller's own.
        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        model: Any = BertModel.from_pretrained(
            folder, add_pooling_layer=False, local_files_only=True
        )
        kind = torch.bfloat16 if (_has_bf16() if bf16 is None else bf16) else torch.float32
        # One thread for each batch instead of all threads on one batch: those wait for one another
        # several hundred times a batch, which on a busy machine takes most of the time.
        torch.set_num_threads(1)
        self.workers = os.cpu_count() or 1
        self._model = model.to(kind)  # from_pretrained has put it into evaluation mode

    def run(self, ids: IntMatrix, mask: IntMatrix) -> FloatMatrix:
        import torch

        with torch.inference_mode():
            present = torch.from_numpy(mask)
            states = self._model(input_ids=torch.from_numpy(ids), attention_mask=present)
            total = (states.last_hidden_state.float() * present[..., None]).sum(1)
            return cast(FloatMatrix, torch.nn.functional.normalize(total).numpy())
