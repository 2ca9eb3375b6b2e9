from fractions import Fraction as F
from decimal import Decimal as D, getcontext
import math, random
getcontext().prec=40
def up(k,n,p): 
    q=1-p
    return sum(math.comb(n,i)*p**i*q**(n-i) for i in range(k,n+1))
def fmt(x): 
    x=D(x.numerator)/D(x.denominator) if isinstance(x,F) else x
    return '%.15e'%x
head='# Exact rational arithmetic (fractions.Fraction, Python 3), rounded once at the end. '
out=[head+'P(X>=kept) and P(X<=kept) for X of `checked` cases with the chance `permille`/1000 each.','kept,checked,permille,this_well,this_badly']
random.seed(7)
cases=[(18,20,900),(13,20,900),(36,40,950),(0,0,900),(0,1,900),(1,1,900),(1,1,999),(0,5,1000),(5,5,1000),(4,5,1000),(0,5,0),(1,5,0),(92,93,950),(59,59,950),(219,273,900),(7,12,970),(1508,1637,850),(2132,2195,950),(1106,1106,950),(1000,1000,999)]
while len(cases)<120:
    n=random.choice([3,8,20,41,93,150,400,900]); t=random.choice([500,800,850,900,950,980,995]); 
    m=min(n,max(0,round(n*(1-t/1000)*random.uniform(0,2.6)))); cases.append((n-m,n,t))
seen=set()
for k,n,t in cases:
    if (k,n,t) in seen: continue
    seen.add((k,n,t))
    p=F(t,1000); out.append(f'{k},{n},{t},{fmt(up(k,n,p))},{fmt(1-up(k+1,n,p))}')
open('tests/statistics/binomial.csv','w').write('\n'.join(out)+'\n')
out=[head+'The fewest crossings c with P(X<=c) >= 1/20 for X of useful-1 fair coins; the whole number nearest to log2(useful)+3, found in integers from 2^(2r-1) <= useful^2 < 2^(2r+1).','useful,longest,crossings']
for n in range(10,121):
    c=0
    while sum(math.comb(n-1,i) for i in range(c+1))*20 < 2**(n-1): c+=1
    r=0
    while not (2**(2*r) <= 2*n*n and n*n*1 < 2**(2*r+1)): r+=1
    assert r==round(math.log2(n)),(n,r)
    out.append(f'{n},{r+3},{c}')
open('tests/statistics/runs.csv','w').write('\n'.join(out)+'\n')
z=D('1.959963984540054235524594')
out=[head.replace('Exact rational arithmetic (fractions.Fraction, Python 3), rounded once at the end.','decimal.Decimal with 40 digits and exact binomial sums (Python 3).')+'Wilson interval (19 in 20), and the exact one-sided lower bound at 1/20 by halving.','kept,checked,low,high,bound']
for k,n in [(81,263),(15,148),(0,20),(1,29),(29,29),(20,20),(18,20),(1,1),(0,1),(41,42),(219,273),(707,738),(599,600)]:
    p=D(k)/n; mid=p+z*z/(2*n); half=z*(p*(1-p)/n+z*z/(4*n*n)).sqrt(); w=1+z*z/n
    lo,hi=F(0),F(1)
    if k:
        for _ in range(50):
            m=(lo+hi)/2
            if up(k,n,m)<=F(1,20): lo=m
            else: hi=m
    out.append(f'{k},{n},{fmt(max(D(0),(mid-half)/w))},{fmt(min(D(1),(mid+half)/w))},{fmt(lo)}')
open('tests/statistics/intervals.csv','w').write('\n'.join(out)+'\n')
