"""
A CLIP that knows nothing but colours, in the layout of the hub, for tests. It computes what it says: nothing is canned.

Vision: undoes the normalisation of `preprocessor_config.json`, takes the mean colour of all pixels, and gives it on axes
from -1 to 1, with a constant beside it. Text: looks the colour words of the prompt up, and gives the mean of their colours
on the same axes; other words count nothing, and a text without a colour is grey. So "a red car" lies nearest to a picture
that is red. The tokenizer has whole words only: anything else is unknown.

    python3 build.py                      writes the model beside this file
    python3 build.py --size base FOLDER   writes one whose vision graph has the shape of ViT-B/32 and random weights: its
                                          vectors mean nothing, its speed is that of the real one. 350 MB; not committed.

Needs numpy and onnx. The same input gives the same bytes.
"""

import argparse
import hashlib
import json
import pathlib

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

MEAN = [0.48145466, 0.4578275, 0.40821073]
STD = [0.26862954, 0.26130258, 0.27577711]
SIDE = 224
LONGEST = 77
COLOURS = {
    "red": (255, 0, 0),
    "green": (0, 255, 0),
    "blue": (0, 0, 255),
    "yellow": (255, 255, 0),
    "cyan": (0, 255, 255),
    "magenta": (255, 0, 255),
    "orange": (255, 128, 0),
    "black": (0, 0, 0),
    "white": (255, 255, 255),
    "grey": (128, 128, 128),
    "gray": (128, 128, 128),
}
SPECIAL = ["[UNK]", "<|startoftext|>", "<|endoftext|>"]
# Keeps grey, which is the middle of all axes, from having no direction.
CONSTANT = 0.5


class Graph:
    def __init__(self):
        self.nodes, self.weights = [], []

    def weight(self, values, name=None, dtype=np.float32):
        name = name or f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(np.asarray(values, dtype), name))
        return name

    def add(self, op, *inputs, **attributes):
        out = f"{op.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(op, list(inputs), [out], **attributes))
        return out

    def save(self, path, given, result, width):
        self.nodes.append(helper.make_node("Identity", [self.nodes[-1].output[0]], [result]))
        output = helper.make_tensor_value_info(result, TensorProto.FLOAT, ["batch", width])
        graph = helper.make_graph(self.nodes, "clip", [given], [output], self.weights)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
        onnx.checker.check_model(model)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(model.SerializeToString(deterministic=True))


PIXELS = helper.make_tensor_value_info("pixel_values", TensorProto.FLOAT, ["batch", 3, SIDE, SIDE])
IDS = helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "length"])


def with_constant(g, axes):
    """Appends the constant to vectors of three."""
    padded = g.add("Pad", axes, g.weight([0, 0, 0, 1], dtype=np.int64), g.weight(CONSTANT))
    return padded


def colour_vision(path):
    g = Graph()
    mean = g.add("ReduceMean", "pixel_values", axes=[2, 3], keepdims=0)
    colour = g.add("Add", g.add("Mul", mean, g.weight(STD)), g.weight(MEAN))
    with_constant(g, g.add("Sub", g.add("Mul", colour, g.weight(2.0)), g.weight(1.0)))
    g.save(path, PIXELS, "image_embeds", 4)


def colour_text(path):
    g = Graph()
    rows = [[0, 0, 0, 0] for _ in SPECIAL] + [[2 * part / 255 - 1 for part in colour] + [1] for colour in COLOURS.values()]
    said = g.add("ReduceSum", g.add("Gather", g.weight(rows), "input_ids"), g.weight([1], dtype=np.int64), keepdims=0)
    slices = [g.weight([at], dtype=np.int64) for at in (0, 3, 4, 1)]
    total = g.add("Slice", said, slices[0], slices[1], slices[3])
    count = g.add("Slice", said, slices[1], slices[2], slices[3])
    with_constant(g, g.add("Div", total, g.add("Max", count, g.weight(1.0))))
    g.save(path, IDS, "text_embeds", 4)


def base_vision(path):
    """openai/clip-vit-base-patch32: 12 layers of 768, 12 heads, patches of 32, 512 out."""
    g, random, wide, heads = Graph(), np.random.default_rng(32), 768, 12

    def some(*shape):
        return g.weight(random.standard_normal(shape) * 0.02)

    def linear(x, out, into=wide):
        return g.add("Add", g.add("MatMul", x, some(into, out)), some(out))

    def norm(x):
        return g.add("LayerNormalization", x, g.weight(np.ones(wide)), g.weight(np.zeros(wide)), axis=-1, epsilon=1e-5)

    def split(x):
        shape = g.weight([0, 0, heads, wide // heads], dtype=np.int64)
        return g.add("Reshape", x, shape)

    def attention(x):
        q = g.add("Transpose", split(linear(x, wide)), perm=[0, 2, 1, 3])
        k = g.add("Transpose", split(linear(x, wide)), perm=[0, 2, 3, 1])
        v = g.add("Transpose", split(linear(x, wide)), perm=[0, 2, 1, 3])
        scores = g.add("Mul", g.add("MatMul", q, k), g.weight((wide / heads) ** -0.5))
        mixed = g.add("MatMul", g.add("Softmax", scores, axis=-1), v)
        joined = g.add("Reshape", g.add("Transpose", mixed, perm=[0, 2, 1, 3]), g.weight([0, 0, wide], dtype=np.int64))
        return linear(joined, wide)

    def quick_gelu(x):
        return g.add("Mul", x, g.add("Sigmoid", g.add("Mul", x, g.weight(1.702))))

    patches = g.add("Conv", "pixel_values", some(wide, 3, 32, 32), kernel_shape=[32, 32], strides=[32, 32])
    flat = g.add("Reshape", patches, g.weight([0, wide, -1], dtype=np.int64))
    tokens = g.add("Transpose", flat, perm=[0, 2, 1])
    first = g.add("Mul", g.add("Slice", tokens, *[g.weight([at], dtype=np.int64) for at in (0, 1, 1)]), g.weight(0.0))
    x = g.add("Concat", g.add("Add", first, some(1, 1, wide)), tokens, axis=1)
    x = norm(g.add("Add", x, some(1, 50, wide)))
    for _ in range(12):
        x = g.add("Add", x, attention(norm(x)))
        x = g.add("Add", x, linear(quick_gelu(linear(norm(x), 4 * wide)), wide, 4 * wide))
    pooled = norm(g.add("Gather", x, g.weight(0, dtype=np.int64), axis=1))
    g.add("MatMul", pooled, some(wide, 512))
    g.save(path, PIXELS, "image_embeds", 512)


def settings(folder):
    ids = {word: index for index, word in enumerate([*SPECIAL, *COLOURS])}
    start, end = SPECIAL[1:]
    special = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    template = [{"SpecialToken": {"id": start, "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": end, "type_id": 0}}]
    files = {
        "config.json": {"architectures": ["CLIPModel"], "model_type": "clip", "projection_dim": 4},
        "preprocessor_config.json": {
            "crop_size": {"height": SIDE, "width": SIDE},
            "do_center_crop": True,
            "do_convert_rgb": True,
            "do_normalize": True,
            "do_rescale": True,
            "do_resize": True,
            "image_mean": MEAN,
            "image_processor_type": "CLIPImageProcessor",
            "image_std": STD,
            "resample": 3,
            "rescale_factor": 1 / 255,
            "size": {"shortest_edge": SIDE},
        },
        "tokenizer_config.json": {
            "bos_token": start,
            "eos_token": end,
            "model_max_length": LONGEST,
            "pad_token": end,
            "tokenizer_class": "CLIPTokenizer",
            "unk_token": SPECIAL[0],
        },
        "tokenizer.json": {
            "version": "1.0",
            "truncation": None,
            "padding": None,
            "added_tokens": [{"id": ids[word], "content": word, **special} for word in SPECIAL],
            "normalizer": {"type": "Lowercase"},
            "pre_tokenizer": {"type": "Whitespace"},
            "post_processor": {
                "type": "TemplateProcessing",
                "single": template,
                "pair": template,
                "special_tokens": {word: {"id": word, "ids": [ids[word]], "tokens": [word]} for word in (start, end)},
            },
            "decoder": None,
            # Without continued pieces this is a tokenizer of whole words.
            "model": {
                "type": "WordPiece",
                "unk_token": SPECIAL[0],
                "continuing_subword_prefix": "##",
                "max_input_chars_per_word": 100,
                "vocab": ids,
            },
        },
    }
    for name, value in files.items():
        (folder / name).write_text(json.dumps(value, indent=2) + "\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=pathlib.Path, default=pathlib.Path(__file__).parent)
    parser.add_argument("--size", choices=["colour", "base"], default="colour")
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    settings(chosen.folder)
    colour_text(chosen.folder / "onnx/text_model.onnx")
    (base_vision if chosen.size == "base" else colour_vision)(chosen.folder / "onnx/vision_model.onnx")
    made = sorted([*chosen.folder.glob("*.json"), *chosen.folder.glob("onnx/*.onnx")])
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(chosen.folder).as_posix()}\n" for path in made]
    (chosen.folder / "SHA256SUMS").write_text("".join(lines))


main()
