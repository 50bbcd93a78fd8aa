"""The default encoder in torch, as sentence-transformers would run it, to compare with.

In bfloat16 it is quick only where the processor multiplies it in hardware. Pooling and scaling are
done in float32 in either case: in bfloat16 they would cost a digit.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, cast

from language.encoder.batches import Batch, FloatMatrix


class TorchEngine:
    """The model as transformers' BertModel."""

    batch = 8
    step = 0

    def __init__(self, folder: Path, *, bf16: bool) -> None:
        import torch
        from transformers import BertModel
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # theirs
        model: Any = BertModel.from_pretrained(
            folder, add_pooling_layer=False, local_files_only=True
        )
        # One thread for each batch instead of all threads on one batch: those wait for one another
        # several hundred times a batch, which on a busy machine takes most of the time.
        torch.set_num_threads(1)
        self._model = model.to(torch.bfloat16 if bf16 else torch.float32)

    def run(self, batches: Iterable[Batch]) -> Iterator[FloatMatrix]:
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            yield from pool.map(self._run, batches)

    def _run(self, batch: Batch) -> FloatMatrix:
        import torch

        ids, mask = batch
        with torch.inference_mode():
            present = torch.from_numpy(mask)
            states = self._model(input_ids=torch.from_numpy(ids), attention_mask=present)
            total = (states.last_hidden_state.float() * present[..., None]).sum(1)
            return cast(FloatMatrix, torch.nn.functional.normalize(total).numpy())
