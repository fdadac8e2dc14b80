#!/usr/bin/env python3
"""Trees of made-up words by a simulator that shares nothing with `headwater-bench simulate`. Usage: foreign.py OUT [OPERATION...]

Twelve texts, a third of those with copies lost. All operations unless some are named: copy cut reorder rewrite translate merge add.
"""
import json, os, random, sys

OPERATIONS = sys.argv[2:] or ["copy", "cut", "reorder", "rewrite", "translate", "merge", "add"]

def run(seed,out):
    R=random.Random(seed)
    V=[''.join(R.choice('bdfgklmnprstvz')+R.choice('aeiou') for _ in range(R.randint(1,4))) for _ in range(3000)]
    wt=[1/(i+3) for i in range(len(V))]
    syn={w:R.choice(V) for w in V[60:]}
    def sent():
        w=R.choices(V,wt,k=R.randint(8,22)); 
        if R.random()<.4: w.insert(R.randint(1,len(w)),str(R.randint(2,900)))
        if R.random()<.5: w.insert(R.randint(1,len(w)),R.choice(V).title())
        w[0]=w[0].title(); return ' '.join(w)+'.'
    nodes=[[sent() for _ in range(R.randint(15,30))]]; par=[[]]; ops=['']
    def sub(s,m,p):
        return ' '.join((m.get(x.strip('.'),x.strip('.'))+('.' if x.endswith('.') else '')) if R.random()<p and x[0].islower() else x for x in s.split(' '))
    while len(nodes)<12:
        p=R.randrange(len(nodes)) if R.random()<.6 else 0
        t=list(nodes[p]); ps=[p]
        ks=R.sample(OPERATIONS,R.choice([1,2,2]))
        for k in ks:
            if k=='cut': t=t[:max(3,int(len(t)*R.uniform(.4,.9)))]
            if k=='reorder':
                i=R.randrange(len(t)); s=t.pop(i); t.insert(R.randrange(len(t)+1),s)
            if k=='rewrite': t=[sub(s,syn,.25) if R.random()<.6 else s for s in t]
            if k=='translate':
                q={w:R.choice(V) for w in V[60:] if R.random()<.6}; t=[sub(s,q,1) for s in t]
            if k=='merge' and len(nodes)>2:
                q=R.randrange(len(nodes))
                if q!=p: ps.append(q); h=len(t)//2; t=t[:h]+nodes[q][h:]
            if k=='add': 
                for _ in range(R.randint(1,3)): t.insert(R.randint(0,len(t)),sent())
        nodes.append(t); par.append(sorted(set(ps))); ops.append('+'.join(ks))
    internal=[i for i in range(12) if any(i in q for q in par)]
    lost=set(R.sample(internal,round(len(internal)/3)))
    ids=list(range(12)); R.shuffle(ids)
    os.makedirs(out,exist_ok=True)
    nm=lambda i:('x' if i in lost else 'w')+str(ids[i])
    with open(out+'/witnesses.jsonl','w') as f:
        for i in sorted(range(12),key=lambda i:ids[i]):
            if i not in lost: f.write(json.dumps({'id':nm(i),'text':' '.join(nodes[i])})+'\n')
    with open(out+'/edges.tsv','w') as f, open(out+'/operations.tsv','w') as g:
        for i in range(12):
            for q in par[i]: f.write(f'{nm(q)}\t{nm(i)}\n'); g.write(f'{nm(q)}\t{nm(i)}\t{ops[i]}\n')
for s in range(100):
    run(s, f"{sys.argv[1]}/tree-{s:04}")
