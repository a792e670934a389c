#!/usr/bin/env python3
"""Score entity predictions against gold (JSONL, joined by id; char offsets). Stdlib only.

usage: score_entities.py GOLD.jsonl PRED.jsonl [--gold-map M] [--pred-map M] [--types PER,ORG,LOC]
                         [--json] [--errors N] [--trim]
A map is either a preset (conll4, conll3, onto4, onto3, wnut, crossner, uner, worldwide, gmb, gum, none)
or comma-separated A=B pairs; a label mapped to '-' (or, for presets, absent) is dropped.
--types keeps only those mapped types on both sides.
Metrics: exact typed P/R/F1 (CoNLL: micro over spans), exact span-only F1, partial typed and partial
span-only F1 (a pair that overlaps by >=1 char counts; one-to-one, longest overlap first), per type.
"""

import argparse, collections, json, sys

P = dict
PRESETS = {
    "conll4": P(PER="PER", ORG="ORG", LOC="LOC", MISC="MISC"),
    "conll3": P(PER="PER", ORG="ORG", LOC="LOC"),
    "onto4": P(
        PERSON="PER",
        PER="PER",
        ORG="ORG",
        ORGANIZATION="ORG",
        ORGANISATION="ORG",
        GPE="LOC",
        LOC="LOC",
        LOCATION="LOC",
        FAC="LOC",
        FACILITY="LOC",
        GSP="LOC",
        NORP="MISC",
        EVENT="MISC",
        WORK_OF_ART="MISC",
        PRODUCT="MISC",
        LAW="MISC",
        LANGUAGE="MISC",
        MISC="MISC",
    ),
    "onto3": P(
        PERSON="PER",
        PER="PER",
        ORG="ORG",
        ORGANIZATION="ORG",
        ORGANISATION="ORG",
        GPE="LOC",
        LOC="LOC",
        LOCATION="LOC",
        FAC="LOC",
        FACILITY="LOC",
        GSP="LOC",
    ),
    "wnut": {
        "person": "PER",
        "location": "LOC",
        "corporation": "ORG",
        "group": "ORG",
        "product": "MISC",
        "creative-work": "MISC",
    },
    "crossner": P(
        person="PER",
        politician="PER",
        scientist="PER",
        researcher="PER",
        writer="PER",
        musicalartist="PER",
        organisation="ORG",
        politicalparty="ORG",
        university="ORG",
        band="ORG",
        country="LOC",
        location="LOC",
        event="MISC",
        election="MISC",
        misc="MISC",
        award="MISC",
        conference="MISC",
        album="MISC",
        song="MISC",
        book="MISC",
        poem="MISC",
        magazine="MISC",
        academicjournal="MISC",
        product="MISC",
        programlang="MISC",
        astronomicalobject="MISC",
    ),
    "uner": P(PER="PER", ORG="ORG", LOC="LOC"),
    "worldwide": P(
        Person="PER",
        Organization="ORG",
        Location="LOC",
        Facility="LOC",
        NORP="MISC",
        Misc="MISC",
        Product="MISC",
    ),
    "gmb": P(per="PER", org="ORG", geo="LOC", gpe="MISC", art="MISC", eve="MISC", nat="MISC"),
    "gum": P(
        person="PER", organization="ORG", place="LOC", event="MISC", abstract="MISC", object="MISC"
    ),
    "gmb_norm": P(PER="PER", ORG="ORG", LOC="LOC", NORP="MISC", WORK="MISC", EVENT="MISC"),
    "redocred": P(PER="PER", ORG="ORG", LOC="LOC", MISC="MISC"),
}


def get_map(m):
    if not m or m == "none":
        return None
    if m in PRESETS:
        return PRESETS[m]
    d = {}
    for kv in m.split(","):
        k, _, v = kv.partition("=")
        if v != "-":
            d[k] = v
    return d


def load(path):
    with open(path, encoding="utf-8") as f:
        return {r["id"]: r for r in (json.loads(l) for l in f if l.strip())}


TRIM = False


def trim(text, s, e):
    """drop a leading the/a/an and a trailing possessive: annotation conventions differ on them"""
    for d in ("the ", "The ", "THE ", "a ", "an ", "A ", "An "):
        if text.startswith(d, s) and s + len(d) < e:
            s += len(d)
            break
    for d in ("'s", "\u2019s", "'S"):
        if text.endswith(d, s, e) and e - len(d) > s:
            e -= len(d)
            break
    return s, e


def ents(rec, mp, types, text=None):
    out = set()
    for e in rec["entities"]:
        if TRIM and text is not None:
            a, b = trim(text, e["start"], e["end"])
            e = dict(e, start=a, end=b)
        t = e["type"] if mp is None else mp.get(e["type"])
        if t is None or t == "-" or (types and t not in types):
            continue
        out.add((e["start"], e["end"], t))
    return out


def prf(tp, np_, ng):
    p = tp / np_ if np_ else 0.0
    r = tp / ng if ng else 0.0
    return p, r, (2 * p * r / (p + r) if p + r else 0.0)


def partial(g, p, typed):
    cand = []
    for a in g:
        for b in p:
            if typed and a[2] != b[2]:
                continue
            o = min(a[1], b[1]) - max(a[0], b[0])
            if o > 0:
                cand.append((o, a, b))
    cand.sort(key=lambda x: (-x[0], x[1], x[2]))
    ug = set()
    up = set()
    n = 0
    for o, a, b in cand:
        if a in ug or b in up:
            continue
        ug.add(a)
        up.add(b)
        n += 1
    return n


def score(gold, pred, gmap=None, pmap=None, types=None, errors=0):
    tp = collections.Counter()
    ng = collections.Counter()
    npd = collections.Counter()
    sp = pt = pu = sg = sn = 0
    errs = []
    conf = collections.Counter()
    for i, g in gold.items():
        G = ents(g, gmap, types, g.get("text"))
        Q = ents(pred.get(i, {"entities": []}), pmap, types, g.get("text"))
        for x in G:
            ng[x[2]] += 1
        for x in Q:
            npd[x[2]] += 1
        for x in G & Q:
            tp[x[2]] += 1
        gs = {x[:2] for x in G}
        qs = {x[:2] for x in Q}
        sg += len(gs)
        sn += len(qs)
        sp += len(gs & qs)
        pt += partial(G, Q, True)
        pu += partial([(*x, "") for x in gs], [(*x, "") for x in qs], True)
        gd = {x[:2]: x[2] for x in G}
        qd = {x[:2]: x[2] for x in Q}
        for x in G - Q:
            if x[:2] in qd:
                k = f"type {x[2]}->{qd[x[:2]]}"
            elif any(min(x[1], y[1]) > max(x[0], y[0]) for y in Q):
                k = f"boundary {x[2]}"
            else:
                k = f"missed {x[2]}"
            conf[k] += 1
            if len(errs) < errors:
                errs.append(
                    (
                        k,
                        i,
                        g["text"][max(0, x[0] - 30) : x[0]]
                        + "[["
                        + g["text"][x[0] : x[1]]
                        + "]]"
                        + g["text"][x[1] : x[1] + 25],
                    )
                )
        for x in Q - G:
            if x[:2] in gd or any(min(x[1], y[1]) > max(x[0], y[0]) for y in G):
                continue
            conf[f"spurious {x[2]}"] += 1
            if len(errs) < errors:
                errs.append(
                    (
                        f"spurious {x[2]}",
                        i,
                        g["text"][max(0, x[0] - 30) : x[0]]
                        + "[["
                        + g["text"][x[0] : x[1]]
                        + "]]"
                        + g["text"][x[1] : x[1] + 25],
                    )
                )
    T, N, G_ = sum(tp.values()), sum(npd.values()), sum(ng.values())
    rnd = lambda t: [round(100 * x, 2) for x in t]
    res = {
        "typed": rnd(prf(T, N, G_)),
        "span": rnd(prf(sp, sn, sg)),
        "partial_typed": rnd(prf(pt, N, G_)),
        "partial_span": rnd(prf(pu, sn, sg)),
        "gold": G_,
        "pred": N,
        "per_type": {
            t: rnd(prf(tp[t], npd[t], ng[t])) + [ng[t], npd[t]] for t in sorted(set(ng) | set(npd))
        },
        "errors": dict(conf.most_common()),
    }
    return res, errs


def main():
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ap.add_argument("gold")
    ap.add_argument("pred")
    ap.add_argument("--gold-map")
    ap.add_argument("--pred-map")
    ap.add_argument("--types")
    ap.add_argument(
        "--trim",
        action="store_true",
        help="ignore a leading the/a/an and a trailing possessive on both sides",
    )
    ap.add_argument("--json", action="store_true")
    ap.add_argument("--errors", type=int, default=0)
    a = ap.parse_args()
    global TRIM
    TRIM = a.trim
    g, p = load(a.gold), load(a.pred)
    miss = [i for i in g if i not in p]
    if miss:
        print(f"warning: {len(miss)} gold docs have no prediction", file=sys.stderr)
    for i, r in p.items():
        if i in g and r.get("text") is not None and r["text"] != g[i]["text"]:
            sys.exit(f"text differs for {i}")
    res, errs = score(
        g,
        p,
        get_map(a.gold_map),
        get_map(a.pred_map),
        set(a.types.split(",")) if a.types else None,
        a.errors,
    )
    if a.json:
        print(json.dumps(res))
        return
    print(f"gold {res['gold']} pred {res['pred']}")
    for k in ("typed", "span", "partial_typed", "partial_span"):
        print(f"{k:14s} P {res[k][0]:6.2f} R {res[k][1]:6.2f} F1 {res[k][2]:6.2f}")
    for t, v in res["per_type"].items():
        print(f"  {t:6s} P {v[0]:6.2f} R {v[1]:6.2f} F1 {v[2]:6.2f}  gold {v[3]} pred {v[4]}")
    print(" ", res["errors"])
    for e in errs:
        print("  ", *e, sep=" | ")


if __name__ == "__main__":
    main()
