"""Fits models/concepts/concepts.json: which words of a talk deserve a picture.

    python fit.py ROWS.jsonl OUT.json

ROWS come from `tsx bench/concept-rows.ts > ROWS.jsonl`, so that training and product measure the same features: one line a
word, {"features": [names], "context", "y", "function", "x": [values]}. Prints the area under the curve over all words and over content
words, five folds by context, and then fits on everything.
"""

import json
import sys

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

FOLDS = 5


def fit(x, y):
    mean, sd = x.mean(0), x.std(0) + 1e-9
    return mean, sd, LogisticRegression(C=1.0, max_iter=2000).fit((x - mean) / sd, y)


def main(rows_file, out):
    rows = [json.loads(line) for line in open(rows_file, encoding="utf-8")]
    features = rows[0]["features"]
    x = np.array([row["x"] for row in rows])
    y = np.array([row["y"] for row in rows])
    contexts = sorted({row["context"] for row in rows})
    fold = np.array([contexts.index(row["context"]) % FOLDS for row in rows])
    content = x[:, features.index("function")] == 0
    held_out = np.zeros(len(y))
    for k in range(FOLDS):
        mean, sd, model = fit(x[fold != k], y[fold != k])
        held_out[fold == k] = model.predict_proba((x[fold == k] - mean) / sd)[:, 1]
    print(f"AUC all words {roc_auc_score(y, held_out):.4f}, content words {roc_auc_score(y[content], held_out[content]):.4f}, n {len(y)}")
    mean, sd, model = fit(x, y)
    rounded = lambda values: [round(float(value), 6) for value in values]
    fitted = {
        "version": 1,
        "features": features,
        "mean": rounded(mean),
        "sd": rounded(sd),
        "w": rounded(model.coef_[0]),
        "bias": round(float(model.intercept_[0]), 6),
    }
    with open(out, "w", encoding="utf-8") as file:
        json.dump(fitted, file)
        file.write("\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
