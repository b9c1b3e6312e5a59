package table

// part says where a column was cut from, so that neighbours can be put
// together again without copying.
type part struct {
	of Column // nil: the column is whole
	at int
}

// slice is the part that starts at row i of c, whose own part is p.
func (p part) slice(c Column, i int) part {
	if p.of == nil {
		return part{c, i}
	}
	return part{p.of, p.at + i}
}

func (c *Vec[T]) cutFrom() part { return c.part }
func (c *Dict) cutFrom() part   { return c.part }

// rejoined is what columns are when they were cut from one, each where the one
// before ends; nil when they were not.
func rejoined(cols []Column) Column {
	var whole part
	end := 0
	for i, c := range cols {
		p, ok := c.(interface{ cutFrom() part })
		if !ok {
			return nil
		}
		from := p.cutFrom()
		switch {
		case from.of == nil || i > 0 && (from.of != whole.of || from.at != end):
			return nil
		case i == 0:
			whole = from
		}
		end = from.at + c.Len()
	}
	if whole.at == 0 && end == whole.of.Len() {
		return whole.of
	}
	return whole.of.Slice(whole.at, end)
}

// gathered is what views of one column, still to be gathered, are together;
// nil when they are not all such views.
func gathered(cols []Column, n int) Column {
	var base Column
	for i, c := range cols {
		v, ok := c.(*View)
		if !ok || v.done.Load() != nil || i > 0 && v.base != base {
			return nil
		}
		base = v.base
	}
	rows := make([]int32, 0, n)
	for _, c := range cols {
		rows = append(rows, c.(*View).rows...)
	}
	return Resolve(NewView(base, rows))
}
