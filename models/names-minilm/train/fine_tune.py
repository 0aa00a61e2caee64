"""Fine-tunes all-MiniLM-L6-v2 as a token classifier of names and writes it as int8 ONNX.

    python fine_tune.py BASE.onnx BATCHES.jsonl OUT_FOLDER

BASE.onnx has its weights as int8 with one scale a row or column; they are widened to float. BATCHES.jsonl has one batch a
line, in the order in which they are read: [{"ids", "cases", "labels"}], one number a word piece, label -100 where none is
asked. Writes OUT_FOLDER/onnx/model.onnx (float) and model_quantized.onnx (int8).
"""

import json
import pathlib
import sys

import onnx
import torch
from onnx import numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from transformers import BertConfig, BertForTokenClassification

LABELS = 11
# Letter case of a word: unknown, no letter, lower, title, upper, mixed.
CASES = 6
CASE_NOISE = 0.01
RATE = 1.2e-4
# The parts that start from nothing learn faster.
NEW_PARTS = 5
WARM_UP = 0.1
WEIGHT_DECAY = 0.01
SMOOTHING = 0.02
LARGEST_GRADIENT = 1.0
OPSET = 14
IGNORED = -100


def widened(path):
    """parameter name -> float tensor, from a graph whose weights are int8 times a scale"""
    graph = onnx.load(path).graph
    stored = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    weights = {
        name.removesuffix("_q"): values.astype("float32") * stored[name.removesuffix("_q") + "_scale"]
        for name, values in stored.items()
        if name.endswith("_q")
    }
    named = {name.split(".", 1)[1]: values for name, values in stored.items() if name.startswith("inner.") and "_q" not in name and "_scale" not in name}
    named |= {name.split(".", 1)[1]: values for name, values in weights.items() if name.startswith("inner.")}
    # A linear layer is a product whose weight has no name of its own, and a sum whose bias has one.
    product = {node.output[0]: node.input[1] for node in graph.node if node.op_type == "MatMul"}
    for node in graph.node:
        if node.op_type == "Add" and node.input[0] in product and node.input[1].endswith(".bias"):
            layer = node.input[1].split(".", 1)[1].removesuffix(".bias")
            named[f"{layer}.weight"] = weights[product[node.input[0]]].T
    # Counted, not learnt.
    named.pop("embeddings.position_ids", None)
    return {f"bert.{name}": torch.tensor(values) for name, values in named.items()}


def with_cases(base):
    """The table of segments becomes one of letter cases: all start where the first segment was."""
    row = base["bert.embeddings.token_type_embeddings.weight"][0]
    noise = torch.randn(CASES, row.shape[0]) * CASE_NOISE
    noise[0] = 0
    return base | {"bert.embeddings.token_type_embeddings.weight": row + noise}


def model_from(path):
    config = BertConfig(
        hidden_size=384, num_hidden_layers=6, num_attention_heads=12, intermediate_size=1536,
        type_vocab_size=CASES, num_labels=LABELS, attn_implementation="eager",
    )
    model = BertForTokenClassification(config)
    missing, unexpected = model.load_state_dict(with_cases(widened(path)), strict=False)
    if unexpected or any(not name.startswith("classifier.") for name in missing):
        raise SystemExit(f"{path} is not the base model: without {missing}, with {unexpected}")
    for table in (model.bert.embeddings.word_embeddings, model.bert.embeddings.position_embeddings):
        table.weight.requires_grad = False
    return model


def optimiser_of(model, steps):
    is_new = lambda name: name.startswith("classifier.") or "token_type" in name
    learnt = [(name, weight) for name, weight in model.named_parameters() if weight.requires_grad]
    groups = [
        {"params": [weight for name, weight in learnt if not is_new(name)], "lr": RATE},
        {"params": [weight for name, weight in learnt if is_new(name)], "lr": RATE * NEW_PARTS},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=WEIGHT_DECAY)
    warm = max(1, int(WARM_UP * steps))
    share = lambda step: min((step + 1) / warm, max(0.0, (steps - step) / max(1, steps - warm)))
    return optimiser, torch.optim.lr_scheduler.LambdaLR(optimiser, share)


def padded(windows, key, filler):
    longest = max(len(window["ids"]) for window in windows)
    return torch.tensor([window[key] + [filler] * (longest - len(window[key])) for window in windows])


def fit(model, batches):
    optimiser, schedule = optimiser_of(model, len(batches))
    loss_of = torch.nn.CrossEntropyLoss(ignore_index=IGNORED, label_smoothing=SMOOTHING)
    model.train()
    sum_of_losses = 0.0
    for step, windows in enumerate(batches, 1):
        ids = padded(windows, "ids", 0)
        logits = model(input_ids=ids, attention_mask=(ids != 0).long(), token_type_ids=padded(windows, "cases", 0)).logits
        loss = loss_of(logits.reshape(-1, LABELS), padded(windows, "labels", IGNORED).reshape(-1))
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), LARGEST_GRADIENT)
        optimiser.step()
        schedule.step()
        sum_of_losses += loss.item()
        if step % 50 == 0 or step == len(batches):
            print(f"batch {step} of {len(batches)}, mean loss so far {sum_of_losses / step:.4f}", file=sys.stderr, flush=True)


class Logits(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, input_ids, attention_mask, token_type_ids):
        return self.model(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids).logits


def export(model, folder):
    folder.mkdir(parents=True, exist_ok=True)
    names = ["input_ids", "attention_mask", "token_type_ids"]
    example = torch.ones(2, 16, dtype=torch.long)
    torch.onnx.export(
        Logits(model.eval()), (example, example, example), str(folder / "model.onnx"), dynamo=False, opset_version=OPSET,
        input_names=names, output_names=["logits"], dynamic_axes={name: {0: "batch", 1: "pieces"} for name in [*names, "logits"]},
    )
    quantize_dynamic(
        folder / "model.onnx", folder / "model_quantized.onnx", per_channel=True, weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gather", "Gemm"],
    )


def main(base, batches, out):
    # One thread adds up in one order, so that the same batches give the same weights.
    torch.set_num_threads(1)
    torch.manual_seed(1)
    torch.use_deterministic_algorithms(True)
    model = model_from(base)
    fit(model, [json.loads(line) for line in open(batches)])
    export(model, pathlib.Path(out) / "onnx")


main(*sys.argv[1:])
