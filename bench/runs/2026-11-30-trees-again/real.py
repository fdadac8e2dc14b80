#!/usr/bin/env python3
"""Trees over the sentences of real reports: another author's guess. real.py REPORTS OUT SEED COUNT"""
import json, os, random, re, sys
docs=[json.loads(l)['text'] for l in open(sys.argv[1])]
def split(t): return [s.strip() for p in t.split('\n') for s in re.split(r'(?<=[.!?])\s+(?=[A-Z"“])',p) if len(s.split())>=4]
docs=[d for d in map(split,docs) if len(d)>=12]
vocab=sorted({w for d in docs for s in d for w in re.findall(r'\b[a-z]{4,}\b',s)})
base=int(sys.argv[3])
G=random.Random(99)
thes={w:G.sample(vocab,G.choice([1,2,3])) for w in vocab if G.random()<.7}
def run(seed,out):
    R=random.Random(seed)
    doc=R.choice(docs); other=R.choice(docs)
    n=R.randint(8,30); root=doc[:n]
    pool=[s for d in R.sample(docs,8) for s in d]
    def sub(s,f,p):
        return re.sub(r'\b[a-z]{4,}\b',lambda m: f(m.group()) if R.random()<p else m.group(),s)
    nodes=[root]; par=[[]]; ops=['']
    style=R.choice(['uniform','uniform','star','recent'])
    rate=R.choice([1,1,2,3])
    while len(nodes)<16:
        k=len(nodes)
        p={'uniform':lambda:R.randrange(k),'star':lambda:0 if R.random()<.5 else R.randrange(k),'recent':lambda:max(0,k-1-int(R.expovariate(.5)))}[style]()
        t=list(nodes[p]); ps=[p]; done=[]
        for _ in range(R.randint(1,rate)):
            o=R.choice(['copy','cut','reorder','rewrite','translate','merge','add']); done.append(o)
            if o=='cut': t=t[:max(2,int(len(t)*R.uniform(.3,.9)))]
            elif o=='reorder':
                if R.random()<.3: R.shuffle(t)
                else:
                    for _ in range(R.randint(1,3)):
                        i,j=R.randrange(len(t)),R.randrange(len(t)); t[i],t[j]=t[j],t[i]
            elif o=='rewrite':
                q=R.uniform(.1,.35); t=[sub(s,lambda w:R.choice(thes.get(w,[w])),q) for s in t]
            elif o=='translate':
                d=random.Random(R.random()); q=R.uniform(.4,.9)
                m={w:d.choice(vocab) for w in sorted({w for s in t for w in re.findall(r'\b[a-z]{4,}\b',s)}) if d.random()<q}
                t=[sub(s,lambda w:m.get(w,w),1) for s in t]
            elif o=='merge' and k>1 and len(ps)==1:
                q=R.randrange(k)
                if q!=p:
                    ps.append(q); b=nodes[q]
                    w=R.random()
                    if w<.4: t=t[:(len(t)+1)//2]+b[len(b)//2:]
                    elif w<.7: t=t+[s for s in b if s not in t]
                    else:
                        t=[x for pair in zip(t,b) for x in pair][:max(len(t),4)]
                    seen=set(); t=[s for s in t if not(s in seen or seen.add(s))]
            elif o=='add':
                for _ in range(R.randint(1,3)): t.insert(R.choice([len(t),R.randint(0,len(t))]),R.choice(pool))
        nodes.append(t); par.append(ps); ops.append('+'.join(done))
        # stop when twelve would be left
        internal=[i for i in range(len(nodes)) if any(i in q for q in par)]
        if len(nodes)-round(len(internal)/3)>=12: break
    N=len(nodes); lost=set(R.sample(internal,round(len(internal)/3)))
    ids=list(range(N)); R.shuffle(ids); nm=lambda i:f"{'x' if i in lost else 'w'}{ids[i]:02}"
    os.makedirs(out,exist_ok=True)
    with open(out+'/witnesses.jsonl','w') as f:
        for i in sorted(range(N),key=lambda i:ids[i]):
            if i not in lost: f.write(json.dumps({'id':nm(i),'text':' '.join(nodes[i])})+'\n')
    with open(out+'/edges.tsv','w') as f, open(out+'/operations.tsv','w') as g:
        for i in range(N):
            for q in par[i]: f.write(f'{nm(q)}\t{nm(i)}\n'); g.write(f'{nm(q)}\t{nm(i)}\t{ops[i]}\n')
for s in range(int(sys.argv[4])): run(base*1000+s,f"{sys.argv[2]}/tree-{s:04}")
