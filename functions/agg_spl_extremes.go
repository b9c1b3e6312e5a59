package functions

import (
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// splExtremes: min and max. Numbers are ordered as such, and before all text.
// https://help.splunk.com/en/splunk-enterprise/spl-search-reference/10.0/statistical-and-charting-functions/aggregate-functions
func splExtremes() []Aggregate {
	agg := func(name, doc string, sign int) Aggregate {
		return Aggregate{SPL: name, Args: "field", Doc: doc, Multi: EachValue, Impl: []AggregateOverload{{
			Params: []table.Type{table.TypeUnknown},
			Result: table.TypeDynamic,
			New: func(*Context, []table.Type, []table.Value) (Accumulator, error) {
				return &splExtreme{sign: sign}, nil
			},
		}}}
	}
	return []Aggregate{
		agg("min", "The least value; numbers are less than text.", -1),
		agg("max", "The greatest value; text is greater than numbers.", 1),
	}
}

// extremeState is the extreme number and the extreme text of a group.
type extremeState struct {
	numbers, texts bool
	isInt          bool
	i              int64
	f              float64
	text           string
}

type splExtreme struct {
	sign   int
	states []extremeState
}

func (a *splExtreme) Add(groups []uint32, n int, args []table.Column) error {
	a.states = grow(a.states, n)
	c := table.Resolve(args[0])
	x := numbers(c)
	var text Arg[string]
	if x.nulls != nil {
		text = textArg(c)
	}
	for i, g := range groups {
		s := &a.states[g]
		if !x.null(i) {
			a.number(s, &x, i)
			continue
		}
		if text.Null(i) {
			continue
		}
		if t := text.At(i); !s.texts || strings.Compare(t, s.text)*a.sign > 0 {
			s.text, s.texts = strings.Clone(t), true
		}
	}
	return nil
}

func (a *splExtreme) number(s *extremeState, x *numCol, i int) {
	f := x.real(i)
	isInt := x.ints != nil
	n := int64(0)
	if isInt {
		n = x.ints[i*x.step]
	}
	old := eitherReal(s.i, s.f, s.isInt)
	better := !s.numbers || splOrder(f, old)*a.sign > 0
	if !better && isInt && s.isInt {
		better = splOrder(n, s.i)*a.sign > 0
	}
	if better {
		s.i, s.f, s.isInt = n, f, isInt
	}
	s.numbers = true
}

func (a *splExtreme) Results(n int) []table.Column {
	a.states = grow(a.states, n)
	b := table.NewVecBuilder[table.Value](n)
	for g := range n {
		switch s := &a.states[g]; {
		case s.texts && (a.sign > 0 || !s.numbers):
			b.Add(table.StringValue(s.text))
		case !s.numbers:
			b.AddNull()
		case s.isInt:
			b.Add(table.LongValue(s.i))
		default:
			b.Add(wholeNumber(s.f))
		}
	}
	return []table.Column{table.Narrow(b.Column())}
}
