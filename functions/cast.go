package functions

import "github.com/goshawk-lang/goshawk/table"

// Cast converts a whole column as KQL's toT functions do, null where a value
// has no counterpart. Constants stay constants; a dictionary is converted
// entry by entry.
func Cast(col table.Column, to table.Type) table.Column { return castColumn(col, to) }

func castColumn(col table.Column, to table.Type) table.Column {
	col = table.Resolve(col)
	switch col := col.(type) {
	case *table.Const:
		if to == table.TypeString && col.Type() == table.TypeDynamic {
			return table.NewConst(table.StringValue(DynamicText(col.Val())), to, col.Len())
		}
		return table.NewConst(castValue(col.Val(), to), to, col.Len())
	case *table.Dict:
		if to == table.TypeString {
			return table.WithoutNulls(col)
		}
		if len(col.Codes()) > 2*col.Entries().Len() {
			return table.Resolve(castColumn(col.Entries(), to)).Take(codeRows(col.Codes()))
		}
	}
	switch to {
	case table.TypeBool:
		return castRows(col, to, boolOf)
	case table.TypeInt:
		return castRows(col, to, intOf)
	case table.TypeLong:
		if vals, nulls, ok := widen[int64](col); ok {
			return table.NewVec(vals, nulls)
		}
		return castRows(col, to, longOf)
	case table.TypeReal:
		if vals, nulls, ok := widen[float64](col); ok {
			return table.NewVec(vals, nulls)
		}
		return castRows(col, to, realFrom)
	case table.TypeDecimal:
		return castRows(col, to, decimalOf)
	case table.TypeDateTime:
		return castRows(col, to, dateTimeOf)
	case table.TypeTimeSpan:
		return castRows(col, to, timeSpanOf)
	case table.TypeString:
		return castText(col)
	case table.TypeGUID:
		return castRows(col, to, guidOf)
	}
	return col
}

func codeRows(codes []uint32) []int32 {
	rows := make([]int32, len(codes))
	for i, c := range codes {
		rows[i] = int32(c)
	}
	return rows
}

// castRows boxes and converts row by row; a column that is of the type
// already is returned as it is.
func castRows[R table.Element](col table.Column, to table.Type, f func(table.Value) (R, bool)) table.Column {
	if col.Type() == to {
		return col
	}
	n := col.Len()
	out := make([]R, n)
	var nulls []bool
	for i := range out {
		if !col.Null(i) {
			if r, ok := f(col.Value(i)); ok {
				out[i] = r
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

// castValue converts one value; a value that has no counterpart becomes null,
// and a null becomes the empty string where text is wanted.
func castValue(v table.Value, to table.Type) table.Value {
	if v.IsNull() && to != table.TypeString {
		return v
	}
	switch to {
	case table.TypeBool:
		return boxOK(boolOf(v))
	case table.TypeInt:
		return boxOK(intOf(v))
	case table.TypeLong:
		return boxOK(longOf(v))
	case table.TypeReal:
		return boxOK(realFrom(v))
	case table.TypeDecimal:
		return boxOK(decimalOf(v))
	case table.TypeDateTime:
		return boxOK(dateTimeOf(v))
	case table.TypeTimeSpan:
		return boxOK(timeSpanOf(v))
	case table.TypeString:
		return table.StringValue(textFrom(v))
	case table.TypeGUID:
		return boxOK(guidOf(v))
	}
	return v
}
