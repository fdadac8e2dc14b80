"""project.py IN OUT: edges contracted to the nearest seen ancestor."""
import sys,os,json,shutil
for d in sorted(os.listdir(sys.argv[1])):
    a=sys.argv[1]+'/'+d; b=sys.argv[2]+'/'+d; os.makedirs(b,exist_ok=True); shutil.copy(a+'/witnesses.jsonl',b)
    seen={json.loads(l)['id'] for l in open(a+'/witnesses.jsonl')}
    par={}
    for l in open(a+'/edges.tsv'):
        p,c=l.split(); par.setdefault(c,[]).append(p)
    def up(c):
        out=set()
        for p in par.get(c,[]): out|={p} if p in seen else up(p)
        return out
    with open(b+'/edges.tsv','w') as f:
        for c in sorted(seen):
            for p in sorted(up(c)): f.write(f'{p}\t{c}\n')
