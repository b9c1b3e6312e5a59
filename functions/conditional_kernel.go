package functions

import "github.com/goshawk-lang/goshawk/table"

// caseKernel takes predicates and values in turn, then the value of last
// resort. Rows are first told apart by the choice that is theirs.
func caseKernel(c *Call, args []table.Column) (table.Column, error) {
	choice := make([]int32, c.N)
	last := len(args) / 2
	decided := make([]bool, c.N)
	open := c.N
	for j := 0; j < last && open > 0; j++ {
		p := NewArg[bool](castColumn(args[2*j], table.TypeBool))
		if yes, ok := p.Const(); ok && !yes {
			continue
		}
		for i := range choice {
			if !decided[i] && p.At(i) { // null slots are false
				choice[i], decided[i] = int32(j), true
				open--
			}
		}
	}
	values := make([]table.Column, 0, last+1)
	for j := range last {
		values = append(values, args[2*j+1])
	}
	values = append(values, args[len(args)-1])
	for i := range choice {
		if !decided[i] {
			choice[i] = int32(last)
		}
	}
	return choose(c, choice, values), nil
}

// choose gives row i of values[choice[i]], as the call's result type.
func choose(c *Call, choice []int32, values []table.Column) table.Column {
	if c.N > 0 {
		same := true
		for _, k := range choice {
			same = same && k == choice[0]
		}
		if same {
			return toResult(values[choice[0]], c.Result)
		}
	}
	switch c.Result {
	case table.TypeBool:
		return chooseRows[bool](choice, values)
	case table.TypeInt:
		return chooseRows[int32](choice, values)
	case table.TypeLong:
		return chooseRows[int64](choice, values)
	case table.TypeReal:
		return chooseRows[float64](choice, values)
	case table.TypeDecimal:
		return chooseRows[table.Decimal](choice, values)
	case table.TypeDateTime:
		return chooseRows[table.DateTime](choice, values)
	case table.TypeTimeSpan:
		return chooseRows[table.TimeSpan](choice, values)
	case table.TypeGUID:
		return chooseRows[table.GUID](choice, values)
	case table.TypeString:
		if d := chooseText(choice, values); d != nil {
			return d
		}
		return chooseRows[string](choice, values)
	}
	return chooseRows[table.Value](choice, values)
}

// toResult converts a whole column unless it already fits.
func toResult(col table.Column, t table.Type) table.Column {
	if t == table.TypeDynamic || col.Type() == t {
		return col
	}
	return castColumn(col, t)
}

// chooseText makes a dictionary when all choices are constants.
func chooseText(choice []int32, values []table.Column) table.Column {
	entries := make([]string, len(values))
	for j, v := range values {
		k, ok := v.(*table.Const)
		if !ok {
			return nil
		}
		entries[j] = castValue(k.Val(), table.TypeString).Str()
	}
	codes := make([]uint32, len(choice))
	for i, k := range choice {
		codes[i] = uint32(k)
	}
	return table.NewDict(codes, table.NewVec(entries, nil))
}

func chooseRows[T table.Element](choice []int32, values []table.Column) table.Column {
	in := make([]Arg[T], len(values))
	masked := false
	for j, v := range values {
		in[j] = NewArg[T](toResult(v, table.TypeOf[T]()))
		masked = masked || in[j].nulls != nil
	}
	out := make([]T, len(choice))
	for i, k := range choice {
		out[i] = in[k].At(i)
	}
	if !masked {
		return table.NewVec(out, nil)
	}
	nulls := make([]bool, len(choice))
	for i, k := range choice {
		nulls[i] = in[k].Null(i)
	}
	return table.NewVec(out, nulls)
}

// coalesceKernel chooses the first argument that holds something.
func coalesceKernel(c *Call, args []table.Column) (table.Column, error) {
	choice := make([]int32, c.N)
	decided := make([]bool, c.N)
	converted := make([]table.Column, len(args))
	for j, col := range args {
		converted[j] = toResult(col, c.Result)
		missing := emptiness(converted[j], c.N, c.Result == table.TypeString)
		for i := range choice {
			if !decided[i] && !missing(i) {
				choice[i], decided[i] = int32(j), true
			}
		}
	}
	for i := range choice {
		if !decided[i] {
			choice[i] = int32(len(args) - 1)
		}
	}
	return choose(c, choice, converted), nil
}

// emptiness tells which rows of a column are null, or empty text.
func emptiness(col table.Column, n int, text bool) func(i int) bool {
	if text {
		a := NewArg[string](col)
		return func(i int) bool { return a.At(i) == "" }
	}
	col = table.Resolve(col)
	if k, ok := col.(*table.Const); ok {
		null := k.Val().IsNull()
		return func(int) bool { return null }
	}
	return col.Null
}
