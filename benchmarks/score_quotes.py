# ruff: noqa
"""Score quote extraction + speaker attribution.   score_quotes.py gold.jsonl pred.jsonl [options]   (stdlib only)

One document a line:
  {"id","text","quotes":[{"start","end","text","type":"direct|indirect|mixed","cue":{"start","end"}|null,
    "speaker":{"start","end","text"}|null,"canonical_speaker":str|null}]}
Optional gold fields: "ignore":true or (with --speech-only) "speech":false -> the quote is neither required nor an error.
`text` may be left out of pred; documents are joined on id. A pred speaker may have text only (no offsets).

Definitions
  token      a maximal run of word characters (plus inner ' ’ - .), so quote marks and punctuation never count.
  exact      same first and same last token.
  relaxed    token Jaccard |G&P|/|GuP| >= 0.5 (--jaccard). Matching is one-to-one, best Jaccard first.
  ignored    predictions left over that touch (>=50% of their tokens) an ignored gold quote are dropped, not FPs.
  speaker    right when the predicted speaker span shares a content token POSITION with the gold speaker span, or
             (neither being a pronoun) the two share the last capitalised word (surname) / are the same string /
             pred's canonical_speaker shares that with gold's speaker or canonical_speaker.
             Gold quotes with no speaker count as right only if pred has none.  speaker_accuracy = right / relaxed-matched.
  canonical  only when gold has canonical_speaker: right when pred's canonical_speaker (or, lacking it, its speaker text)
             is that string, or shares its surname.
  joint      relaxed match AND speaker right -> P, R, F1.
  tokens     label every token in/out of any quote: P, R, F1 (does not depend on how quotes are cut up).
  marked     units = stretches of the text between double quotation marks (>= --min-marked tokens). A unit is gold-positive
             when >=50% of its tokens lie in a gold quote (ignored ones are left out); pred likewise. P,R,F1; joint = and
             speaker right. Fair to systems which return only the words between the marks of a mixed quote.
  by_type    gold of other types is ignored; a false positive counts against the type the *prediction* has (its `type`,
             or, when absent, the type worked out from the quotation marks).
"""
import argparse, json, re, sys
TOK = re.compile(r"\w+(?:['\u2019.\-]\w+)*")
OPEN, CLOSE = "\u201c\u201e\u00ab", "\u201d\u00bb"
STOP = set("the a an of and or for to in on at by with from as 's who that which his her its their is was , former mr mrs ms dr sen rep gov president".split())
PRON = set("he she they it we i you him her them us me who one himself herself themselves this that these those".split())

def toks(text, s=0, e=None):
    e = len(text) if e is None else e
    return [(m.start(), m.end()) for m in TOK.finditer(text, s, e)]

class Doc:
    def __init__(self, text):
        self.text = text; self.t = toks(text); self.starts = [a for a, _ in self.t]
    def ids(self, s, e):
        import bisect
        i = bisect.bisect_left([b for _, b in self.t], s + 1) if False else bisect.bisect_left(self.starts, s)
        if i and self.t[i-1][1] > s: i -= 1
        j = bisect.bisect_left(self.starts, e)
        return range(i, j)

def marked_spans(text):
    """spans between double quotation marks; a paragraph end closes an open quote."""
    out, st = [], None
    for m in re.finditer(r'["\u201c\u201d\u201e\u00ab\u00bb]|\'\'|``|\n\s*\n', text):
        c = m.group()
        if c in ("''", "``"): c = '"'
        if c.isspace():
            if st is not None: out.append((st, m.start()))
            st = None
        elif c == '"':
            if st is None: st = m.end()
            else: out.append((st, m.start())); st = None
        elif c in OPEN:
            if st is None: st = m.end()
        else:
            if st is not None: out.append((st, m.start())); st = None
    if st is not None: out.append((st, len(text)))
    return out

def guess_type(text, s, e):
    while s > 0 and text[s-1] in '"' + OPEN: s -= 1
    while e < len(text) and text[e] in '"' + CLOSE: e += 1
    if text[s-2:s] in ("''", "``"): s -= 2
    if text[e:e+2] == "''": e += 2
    seg = text[s:e]; n = len(toks(seg))
    if not n: return "indirect"
    ms = marked_spans(seg)
    if not any(c in seg for c in '"' + OPEN + CLOSE) and "''" not in seg and "``" not in seg:
        st = seg.strip(" ,.")          # 'headline quote' in single marks round the whole content
        return "direct" if len(st) > 4 and st[0] in "'\u2018" and st[-1] in "'\u2019" else "indirect"
    ins = sum(len(toks(seg, a, b)) for a, b in ms)
    if not ms: return "direct" if seg.rstrip(" ,.").endswith(tuple(CLOSE)) else "mixed"
    return "direct" if ins >= 0.9 * n else "mixed"

def norm(s): return " ".join(re.sub(r"(['\u2019]s?)?$", "", w.lower()) for w in TOK.findall(s or ""))
def surname(s):
    ws = [re.sub(r"['\u2019]s$", "", w) for w in TOK.findall(s or "")]
    caps = [w for w in ws if w[:1].isupper() and w.lower() not in STOP and w.lower().rstrip(".") not in ("jr", "sr", "ii", "iii")]
    return caps[-1].lower() if caps else None
def ispron(s): return norm(s) in PRON
def same_name(a, b):
    if not a or not b or ispron(a) or ispron(b): return False
    if norm(a) == norm(b): return True
    sa, sb = surname(a), surname(b)
    if sa and sa == sb: return True
    # surname of one appears as a capitalised word in the other short name ("Clinton" / "Hillary Clinton campaign" is NOT enough on its own)
    return False

def speaker_right(doc, g, p):
    gs, ps = g.get("speaker"), p.get("speaker")
    pc, gc = p.get("canonical_speaker"), g.get("canonical_speaker")
    if not gs and not gc: return not ps and not pc
    if not ps and not pc: return False
    if gs and ps and ps.get("start") is not None:
        if ps.get("end") is None: ps["end"] = ps["start"] + len(ps["text"])
        A, B = set(doc.ids(gs["start"], gs["end"])), set(doc.ids(ps["start"], ps["end"]))
        inter = A & B
        if inter:
            words = [doc.text[doc.t[i][0]:doc.t[i][1]].lower() for i in inter]
            if any(w not in STOP for w in words) or A == B: return True
    for a in (gs and gs["text"], gc):
        for b in (ps and ps["text"], pc):
            if same_name(a, b): return True
    return False

def canon_right(g, p):
    b = p.get("canonical_speaker") or (p.get("speaker") or {}).get("text")
    a = g.get("canonical_speaker")
    return bool(b) and (norm(a) == norm(b) or same_name(a, b))

def prf(tp, np_, ng):
    P = tp / np_ if np_ else (1.0 if not ng else 0.0); R = tp / ng if ng else (1.0 if not np_ else 0.0)
    return {"p": round(P, 4), "r": round(R, 4), "f1": round(2*P*R/(P+R), 4) if P+R else 0.0, "tp": tp, "pred": np_, "gold": ng}

def match(G, P, thr):
    """one-to-one, best Jaccard first -> [(gi,pi,j)]"""
    c = []
    for i, g in enumerate(G):
        for j, p in enumerate(P):
            inter = len(g & p)
            if inter:
                jac = inter / len(g | p)
                if jac >= thr: c.append((-jac, i, j))
    c.sort(); ug, up, out = set(), set(), []
    for nj, i, j in c:
        if i in ug or j in up: continue
        ug.add(i); up.add(j); out.append((i, j, -nj))
    return out

def score(gold, pred, thr=0.5, speech_only=False, types=None, min_marked=3, errors=None):
    C = dict(ex=0, rx=0, jt=0, np=0, ng=0, nsp=0, oksp=0, nospk=0, oknospk=0, ncan=0, okcan=0, tg=0, tp=0, ti=0, mg=0, mp=0, mi=0, mj=0)
    for did, gd in gold.items():
        text = gd["text"]; D = Doc(text)
        pq = pred.get(did, {}).get("quotes", [])
        def ign(q):
            return bool(q.get("ignore")) or (speech_only and q.get("speech") is False) or (types and (q.get("type") or guess_type(text, q["start"], q["end"])) not in types)
        gq = [q for q in gd["quotes"] if not ign(q)]; gi = [q for q in gd["quotes"] if ign(q)]
        G = [set(D.ids(q["start"], q["end"])) for q in gq]; GI = [set(D.ids(q["start"], q["end"])) for q in gi]
        seen = set(); pl = []
        for q in pq:                                 # drop exact duplicate spans and empties
            s = frozenset(D.ids(q["start"], q["end"]))
            if s and s not in seen: seen.add(s); pl.append((q, set(s)))
        pq = [a for a, _ in pl]; P = [b for _, b in pl]
        M = match(G, P, thr); mp = {j for _, j, _ in M}
        igtok = set().union(*GI) if GI else set(); gtok = set().union(*G) if G else set()
        keep = []
        for j in range(len(P)):
            if j in mp: keep.append(j); continue
            if GI and max(len(P[j] & x) / len(P[j]) for x in GI) >= 0.5 or (GI and max(len(P[j] & x) / len(P[j] | x) for x in GI) >= thr): continue
            if types and (pq[j].get("type") or guess_type(text, pq[j]["start"], pq[j]["end"])) not in types: continue
            keep.append(j)
        C["ng"] += len(G); C["np"] += len(keep); C["rx"] += len(M)
        for i, j, _ in M:
            if G[i] and P[j] and min(G[i]) == min(P[j]) and max(G[i]) == max(P[j]): C["ex"] += 1
            ok = speaker_right(D, gq[i], pq[j]); C["jt"] += ok
            if gq[i].get("speaker") or gq[i].get("canonical_speaker"): C["nsp"] += 1; C["oksp"] += ok
            else: C["nospk"] += 1; C["oknospk"] += ok
            if gq[i].get("canonical_speaker"): C["ncan"] += 1; C["okcan"] += canon_right(gq[i], pq[j])
            if errors is not None and not ok: errors.append(("SPK", did, gq[i], pq[j]))
        if errors is not None:
            mg = {i for i, _, _ in M}
            errors += [("MISS", did, gq[i], None) for i in range(len(G)) if i not in mg]
            errors += [("FP", did, None, pq[j]) for j in keep if j not in mp]
        ptok = set().union(*[P[j] for j in keep]) if keep else set()
        only_ig = igtok - gtok; ptok -= only_ig
        C["tg"] += len(gtok); C["tp"] += len(ptok); C["ti"] += len(gtok & ptok)
        for a, b in marked_spans(text):
            u = set(D.ids(a, b))
            if len(u) < min_marked: continue
            if len(u & only_ig) >= 0.5 * len(u): continue
            bg = max(range(len(G)), key=lambda i: len(G[i] & u), default=None)
            bp = max(range(len(P)), key=lambda j: len(P[j] & u), default=None)
            ig = len(u & gtok) >= 0.5 * len(u); ip = bool(P) and len(u & set().union(*P)) >= 0.5 * len(u)
            C["mg"] += ig; C["mp"] += ip; C["mi"] += ig and ip
            if ig and ip: C["mj"] += speaker_right(D, gq[bg], pq[bp])
    r = {"exact": prf(C["ex"], C["np"], C["ng"]), "relaxed": prf(C["rx"], C["np"], C["ng"]), "joint": prf(C["jt"], C["np"], C["ng"]),
         "speaker_accuracy_on_matched": round(C["oksp"]/C["nsp"], 4) if C["nsp"] else None, "speaker_matched_n": C["nsp"],
         "no_speaker_kept_empty": [C["oknospk"], C["nospk"]],
         "tokens": prf(C["ti"], C["tp"], C["tg"]), "marked": prf(C["mi"], C["mp"], C["mg"]), "marked_joint": prf(C["mj"], C["mp"], C["mg"])}
    if C["ncan"]: r["canonical_accuracy_on_matched"] = round(C["okcan"]/C["ncan"], 4); r["canonical_n"] = C["ncan"]
    return r

def load(f):
    d = {}
    for l in open(f, encoding="utf-8"):
        if l.strip():
            x = json.loads(l); d[x["id"]] = x
    return d

def full(gold, pred, a):
    r = {"docs": len(gold), "docs_predicted": sum(i in pred for i in gold)}
    r.update(score(gold, pred, a.jaccard, a.speech_only, a.types, a.min_marked))
    r["by_type"] = {}
    for t in ("direct", "mixed", "indirect"):
        if a.types and t not in a.types: continue
        s = score(gold, pred, a.jaccard, a.speech_only, {t}, a.min_marked)
        r["by_type"][t] = {k: s[k] for k in ("exact", "relaxed", "joint", "speaker_accuracy_on_matched")}
    return r

def selftest():
    text = '\u201cWe will win,\u201d said Ann Lee, the mayor. She told Reuters that taxes are "too high" now.\n\nThe "woke" mob. According to Bob Ray, rain is due.'
    def q(s, sp, **k):
        i = text.index(s); d = {"start": i, "end": i+len(s), "text": s}
        if sp: j = text.index(sp); d["speaker"] = {"start": j, "end": j+len(sp), "text": sp}
        d["type"] = guess_type(text, d["start"], d["end"]); d.update(k); return d
    G = {"d": {"id": "d", "text": text, "quotes": [q("We will win,", "Ann Lee, the mayor", canonical_speaker="Ann Lee"), q('that taxes are "too high" now', "She", canonical_speaker="Ann Lee"), q("rain is due", "Bob Ray")]}}
    assert [x["type"] for x in G["d"]["quotes"]] == ["direct", "mixed", "indirect"]
    class A: jaccard = .5; speech_only = False; types = None; min_marked = 2
    r = full(G, G, A); assert all(r[k]["f1"] == 1 for k in ("exact", "relaxed", "joint", "tokens", "marked", "marked_joint")), r
    assert r["speaker_accuracy_on_matched"] == 1 and r["canonical_accuracy_on_matched"] == 1
    assert all(v["joint"]["f1"] == 1 for v in r["by_type"].values())
    r = full(G, {}, A); assert r["relaxed"]["f1"] == 0 and r["relaxed"]["gold"] == 3
    P = {"d": {"quotes": [q("\u201cWe will win,\u201d", "Lee"), q("taxes are \"too high\" now", "Reuters"), q("The \"woke\" mob", None)]}}
    r = full(G, P, A); assert r["exact"]["tp"] == 1 and r["relaxed"]["tp"] == 2 and r["joint"]["tp"] == 1 and r["relaxed"]["pred"] == 3, r
    P = {"d": {"quotes": [q("We will win", None, speaker={"text": "Mayor Lee"}), q("rain is due", "Ann Lee")]}}
    r = full(G, P, A); assert r["joint"]["tp"] == 1 and r["relaxed"]["tp"] == 2, r
    P = {"d": {"quotes": [q('that taxes are "too high" now', None, speaker={"text": "She", "start": 0, "end": 3})]}}
    assert full(G, P, A)["joint"]["tp"] == 0           # same pronoun elsewhere is not the same speaker
    G["d"]["quotes"][2]["ignore"] = True
    P = {"d": {"quotes": [q("rain is due", None)]}}
    r = full(G, P, A); assert r["relaxed"]["pred"] == 0 and r["relaxed"]["gold"] == 2, r
    print("selftest ok", file=sys.stderr)

if __name__ == "__main__":
    if sys.argv[1:] == ["--selftest"]: selftest(); sys.exit()
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("gold"); ap.add_argument("pred"); ap.add_argument("--jaccard", type=float, default=.5)
    ap.add_argument("--speech-only", action="store_true", help='gold quotes with "speech": false are ignored')
    ap.add_argument("--types", type=lambda s: set(s.split(",")), help="e.g. direct,mixed: other gold types are ignored")
    ap.add_argument("--min-marked", type=int, default=3); ap.add_argument("--errors", help="write errors as JSONL here")
    a = ap.parse_args(); gold, pred = load(a.gold), load(a.pred)
    for x in gold.values():
        for q in x["quotes"]: assert x["text"][q["start"]:q["end"]] == q["text"], (x["id"], q)
    print(json.dumps(full(gold, pred, a), indent=1))
    if a.errors:
        E = []; score(gold, pred, a.jaccard, a.speech_only, a.types, a.min_marked, E)
        with open(a.errors, "w") as o:
            for k, d, g, p in E: o.write(json.dumps({"kind": k, "id": d, "gold": g, "pred": p}, ensure_ascii=False) + "\n")
