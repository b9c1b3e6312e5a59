package parser

import (
	"testing"

	"github.com/goshawk-lang/goshawk/source"
)

func FuzzKQL(f *testing.F) {
	for _, s := range []string{remediation, "let f = (x:long, T:(*)) { T | take x };\nf(1, (print a=1))",
		"T | join kind=inner (U | where a['x y'].b[0] !has @'q') on $left.a == $right.b | render timechart with (title='x', ycolumns=a, b)",
		"datatable(a:dynamic)[dynamic({'a':[1,-2,null]}), 1d] | mv-expand x = a to typeof(long) limit 3 | parse a with * 'x' b:long *",
		"range x from 1 to 10 step 1 | partition by x (top 1 by x desc nulls last) | scan with (step a: true => x = 1;)",
		"search in (T*, database('d').U) 'x' and a:'b' | make-series c=count() default=0 on t from ago(1d) to now() step 1h by k",
		"T | where a between (1 .. 2) and not(b in~ (U | project c)) or -x < 2 | summarize hint.strategy=shuffle (a,b)=arg_max(c,*) by bin(t,1h)"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		query, err := KQL(source.New("", text))
		if err != nil {
			for _, e := range source.Errors(err) {
				if e.Code == codeParserInternal {
					t.Fatal(err)
				}
			}
			return
		}
		checkFixpoint(t, text, query)
	})
}
