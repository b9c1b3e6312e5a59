package functions

import (
	"errors"
	"net/netip"

	"github.com/goshawk-lang/goshawk/table"
)

var (
	errCasePairs   = errors.New("arguments must come in pairs of a condition and a value")
	errInArguments = errors.New("needs a value and at least one value to compare it with")
)

// splConditional: comparison and conditional functions that choose among
// their arguments.
// https://help.splunk.com/en/splunk-enterprise/spl-search-reference/10.0/evaluation-functions/comparison-and-conditional-functions
func splConditional() []Func {
	return []Func{
		{
			SPL: "if", Args: "condition, yes, no", Branches: true,
			Doc:      "Gives yes where the condition is true and no elsewhere.",
			Impl:     Overloads{anyOverload(3, 3, table.TypeDynamic, splIf)},
			Null:     NullSeen,
			Multi:    Whole,
			SPLCases: Cases{`if(1=1,"a","b")`: `"a"`, `if(null()="x","a","b")`: `"b"`},
		},
		{
			SPL: "case", Args: "condition, value, ...", Branches: true,
			Doc:      "Gives the value after the first condition that is true, else null.",
			Impl:     Overloads{anyOverload(2, -1, table.TypeDynamic, splCase)},
			Null:     NullSeen,
			Multi:    Whole,
			SPLCases: Cases{`case(1=2,"a",true(),"b")`: `"b"`, `case(1=2,"a")`: `null()`},
		},
		{
			SPL: "validate", Args: "condition, value, ...",
			Doc:      "Gives the value after the first condition that is false, else null.",
			Impl:     Overloads{anyOverload(2, -1, table.TypeDynamic, splValidate)},
			Null:     NullSeen,
			Multi:    Whole,
			SPLCases: Cases{`validate(1=1,"a",1=2,"b")`: `"b"`, `validate(1=1,"a")`: `null()`},
		},
		{
			SPL: "coalesce", Args: "value, ...",
			Doc:      "The first of its arguments that is not null.",
			Impl:     Overloads{anyOverload(1, -1, table.TypeDynamic, splCoalesce)},
			Null:     NullSeen,
			Multi:    Whole,
			SPLCases: Cases{`coalesce(null(),"a","b")`: `"a"`, `coalesce("","a")`: `""`, `coalesce(null())`: `null()`},
		},
		{
			SPL: "nullif", Args: "x, y",
			Doc:      "Null where x equals y, elsewhere x.",
			Impl:     Overloads{anyOverload(2, 2, table.TypeDynamic, splNullIf)},
			Null:     NullSeen,
			Multi:    Whole,
			SPLCases: Cases{`nullif("a","a")`: `null()`, `nullif("a","b")`: `"a"`, `nullif("a",null())`: `"a"`},
		},
		{
			SPL: "in", Args: "value, candidate, ...",
			Doc:      "Whether the value equals one of the candidates, without wildcards.",
			Impl:     Overloads{anyOverload(2, -1, table.TypeBool, splIn)},
			Multi:    AnyValue,
			SPLCases: Cases{`in("a","b","a")`: `true()`, `in("200",200)`: `true()`, `in("a","A*")`: `false()`, `in(null(),"a")`: `null()`},
		},
		{
			SPL: "null", Args: "",
			Doc: "Nothing: assigning it removes a field.",
			Impl: Overloads{anyOverload(0, 0, table.TypeDynamic, func(c *Call, _ []table.Column) (table.Column, error) {
				return table.NewConst(table.Value{}, table.TypeDynamic, c.N), nil
			})},
			SPLCases: Cases{`isnull(null())`: `true()`},
		},
		{SPL: "true", Doc: "The condition that always holds.", Impl: Overloads{constantBool(true)}, SPLCases: Cases{`true()`: `1=1`}},
		{SPL: "false", Doc: "The condition that never holds.", Impl: Overloads{constantBool(false)}, SPLCases: Cases{`false()`: `1=2`}},
		{
			SPL: "cidrmatch", Args: "block, address",
			Doc:      "Whether the IPv4 or IPv6 address lies in the CIDR block.",
			Impl:     Overloads{Map2C(cidrMatch)},
			Multi:    AnyValue,
			SPLCases: Cases{`cidrmatch("10.0.0.0/24","10.0.0.9")`: `true()`, `cidrmatch("2001:db8::/32","2001:db9::1")`: `false()`, `cidrmatch("10.0.0.0/8","x")`: `false()`},
		},
	}
}

func constantBool(b bool) Overload {
	return anyOverload(0, 0, table.TypeBool, func(c *Call, _ []table.Column) (table.Column, error) {
		return table.NewConst(table.BoolValue(b), table.TypeBool, c.N), nil
	})
}

// splChoose builds a column that takes row i from cols[which[i]], null where
// which[i] is negative.
func splChoose(n int, cols []table.Column, which []int32) table.Column {
	base := make([]int32, len(cols)) // where a used column starts; -1 while unused
	for i := range base {
		base[i] = -1
	}
	only, used := int32(-1), 0
	for _, w := range which {
		if w >= 0 && base[w] < 0 {
			base[w], only = 0, w
			used++
		}
	}
	if used == 0 {
		return table.NewConst(table.Value{}, table.TypeDynamic, n)
	}
	if used == 1 && !containsNegative(which) {
		return cols[only]
	}
	if texts := chooseTexts(n, cols, which); texts != nil {
		return texts
	}
	parts, at := make([]table.Column, 0, used), int32(0)
	step := make([]int32, len(cols))
	for i, c := range cols {
		if base[i] < 0 {
			continue
		}
		c = table.Resolve(c)
		base[i], step[i] = at, 1
		if k, ok := c.(*table.Const); ok {
			c, step[i] = table.Flatten(k.Slice(0, 1)), 0
		}
		parts = append(parts, c)
		at += int32(c.Len())
	}
	rows := make([]int32, n)
	for i, w := range which {
		rows[i] = -1
		if w >= 0 {
			rows[i] = base[w] + step[w]*int32(i)
		}
	}
	all := parts[0]
	if len(parts) > 1 {
		all = table.Concat(parts)
	}
	return asMultivalue(table.Narrow(all.Take(rows)))
}

// chooseTexts is splChoose where all used columns are texts that stand in the
// column itself, or one text for all rows; else it is nil.
func chooseTexts(n int, cols []table.Column, which []int32) table.Column {
	texts := make([]chosenTexts, len(cols))
	flat, seen := false, make([]bool, len(cols))
	for _, w := range which {
		if w < 0 || seen[w] {
			continue
		}
		seen[w] = true
		if v, rows, ok := table.SelectedTexts(cols[w]); ok {
			flat = true
			texts[w] = chosenTexts{NewArg[string](v), rows}
			continue
		}
		switch c := table.Resolve(cols[w]).(type) {
		case *table.Vec[string]:
			flat = true
			texts[w].Arg = NewArg[string](c)
		case *table.Const:
			if c.Val().Kind() != table.KindString {
				return nil
			}
			texts[w].Arg = NewArg[string](c)
		default:
			return nil
		}
	}
	if !flat {
		return nil
	}
	out := make([]string, n)
	var nulls []bool
	for i, w := range which {
		if w >= 0 {
			if at := texts[w].row(i); at >= 0 && !texts[w].Null(at) {
				out[i] = texts[w].At(at)
				continue
			}
		}
		if nulls == nil {
			nulls = make([]bool, n)
		}
		nulls[i] = true
	}
	return table.NewVec(out, nulls)
}

// chosenTexts are texts to choose from, or a selection of them.
type chosenTexts struct {
	Arg[string]
	rows []int32 // nil for all
}

func (c *chosenTexts) row(i int) int {
	if c.rows == nil {
		return i
	}
	return int(c.rows[i])
}

// asMultivalue turns a vector of values with arrays among them into a list
// column, the usual form of a multivalue field.
func asMultivalue(c table.Column) table.Column {
	v, ok := c.(*table.Vec[table.Value])
	if !ok {
		return c
	}
	for _, x := range v.Vals() {
		if x.Kind() != table.KindArray {
			continue
		}
		b, in := newValuesBuilder(v.Len()), multivalues(v)
		var buf []table.Value
		for i := range v.Len() {
			buf = in.row(i, buf[:0])
			for _, e := range buf {
				b.value(e)
			}
			b.end()
		}
		return b.column()
	}
	return c
}

func containsNegative(which []int32) bool {
	for _, w := range which {
		if w < 0 {
			return true
		}
	}
	return false
}

func splIf(c *Call, args []table.Column) (table.Column, error) {
	cond := boolsOf(args[0])
	which := make([]int32, c.N)
	for i := range which {
		which[i] = 1
		if !cond.Null(i) && cond.At(i) {
			which[i] = 0
		}
	}
	return splChoose(c.N, args[1:], which), nil
}

func splCase(c *Call, args []table.Column) (table.Column, error) {
	return firstCondition(c, args, true)
}

func splValidate(c *Call, args []table.Column) (table.Column, error) {
	return firstCondition(c, args, false)
}

func firstCondition(c *Call, args []table.Column, wanted bool) (table.Column, error) {
	if len(args)%2 != 0 {
		return nil, errCasePairs
	}
	values := make([]table.Column, 0, len(args)/2)
	which := make([]int32, c.N)
	for i := range which {
		which[i] = -1
	}
	for k := 0; k < len(args); k += 2 {
		cond := boolsOf(args[k])
		for i, w := range which {
			if w < 0 && !cond.Null(i) && cond.At(i) == wanted {
				which[i] = int32(k / 2)
			}
		}
		values = append(values, args[k+1])
	}
	return splChoose(c.N, values, which), nil
}

func splCoalesce(c *Call, args []table.Column) (table.Column, error) {
	which := make([]int32, c.N)
	for i := range which {
		which[i] = -1
	}
	for k, a := range args {
		a = table.Resolve(a)
		left := false
		for i, w := range which {
			if w >= 0 {
				continue
			}
			if a.Null(i) {
				left = true
				continue
			}
			which[i] = int32(k)
		}
		if !left {
			break
		}
	}
	return splChoose(c.N, args, which), nil
}

func splNullIf(c *Call, args []table.Column) (table.Column, error) {
	which := make([]int32, c.N)
	for i := range which {
		x, y := args[0].Value(i), args[1].Value(i)
		if !x.IsNull() && !y.IsNull() && looseCompare(x, y) == 0 {
			which[i] = -1
		}
	}
	return splChoose(c.N, args[:1], which), nil
}

// splIn compares with constants by a set, with other candidates one by one.
func splIn(c *Call, args []table.Column) (table.Column, error) {
	numbersIn, textsIn := map[float64]bool{}, map[string]bool{}
	var others []table.Column
	for _, a := range args[1:] {
		k, ok := table.Resolve(a).(*table.Const)
		switch {
		case !ok:
			others = append(others, a)
		case k.Val().IsNull():
		default:
			if i, f, isInt, ok := looseValue(k.Val()); ok {
				numbersIn[eitherReal(i, f, isInt)] = true
			} else {
				textsIn[Text(k.Val())] = true
			}
		}
	}
	x, texts := numbers(args[0]), textArg(args[0])
	out := make([]bool, c.N)
	var nulls []bool
	for i := range out {
		switch {
		case texts.Null(i):
			if nulls == nil {
				nulls = make([]bool, c.N)
			}
			nulls[i] = true
			continue
		case !x.null(i):
			out[i] = numbersIn[x.real(i)]
		default:
			out[i] = textsIn[texts.At(i)]
		}
		for _, o := range others {
			v := o.Value(i)
			out[i] = out[i] || !v.IsNull() && looseCompare(args[0].Value(i), v) == 0
		}
	}
	return table.NewVec(out, nulls), nil
}

type cidrKey string

// cidrMatch parses a block once per run.
func cidrMatch(c *Context, block, address string) (bool, bool) {
	p := c.Cached(cidrKey(block), func() any {
		p, err := netip.ParsePrefix(block)
		if err != nil {
			return netip.Prefix{}
		}
		return p.Masked()
	}).(netip.Prefix)
	if !p.IsValid() {
		return false, true
	}
	a, err := netip.ParseAddr(address)
	return err == nil && p.Contains(a.Unmap()), true
}
