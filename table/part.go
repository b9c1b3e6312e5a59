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
func (c *List) cutFrom() part   { return c.part }

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

// cutFrom is the column that c was cut from and where; c itself if it is whole.
func cutFrom(c Column) part {
	if p, ok := c.(interface{ cutFrom() part }); ok && p.cutFrom().of != nil {
		return p.cutFrom()
	}
	return part{c, 0}
}

// selected is what views, still to be gathered, of one column or of parts of one
// are together: a view of it. It is nil when they are not all such views.
func selected(cols []Column, n int) Column {
	var base Column
	coded := true
	for i, c := range cols {
		v, ok := c.(*View)
		if !ok || v.done.Load() != nil || i > 0 && cutFrom(v.base).of != base {
			return nil
		}
		base, coded = cutFrom(v.base).of, coded && v.coded
	}
	rows := make([]int32, 0, n)
	for _, c := range cols {
		v := c.(*View)
		at := int32(cutFrom(v.base).at)
		if at == 0 {
			rows = append(rows, v.rows...)
			continue
		}
		for _, r := range v.rows {
			if r >= 0 {
				r += at
			}
			rows = append(rows, r)
		}
	}
	if coded {
		return NewCoded(base, rows)
	}
	return NewView(base, rows)
}
