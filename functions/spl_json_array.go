package functions

import "github.com/goshawk-lang/goshawk/table"

func jsonArrayToMV(c *Call, args []table.Column) (table.Column, error) {
	in, b := multivalues(args[0]), newValuesBuilder(c.N)
	var buf []table.Value
	for i := range c.N {
		if buf = in.row(i, buf[:0]); len(buf) == 1 { // a list of one is its value
			addElements(b, buf[0], len(args) == 2 && looseBool(args[1].Value(i)).Bool())
		}
		b.end()
	}
	return b.column(), nil
}

// addElements adds the elements of a JSON array to the row being built.
func addElements(b *valuesBuilder, array table.Value, quoted bool) {
	j, _ := parseJSONText(array)
	for _, e := range j.Array() {
		if e.Kind() == table.KindString && quoted {
			e = splJSONText(e)
		}
		b.value(nativeJSON(e))
	}
}

func toMV(c *Call, args []table.Column) (table.Column, error) {
	in, b := multivalues(args[0]), newValuesBuilder(c.N)
	var buf []table.Value
	for i := range c.N {
		if buf = in.row(i, buf[:0]); len(buf) == 1 {
			addElements(b, buf[0], true)
		} else {
			for _, v := range buf {
				b.value(v)
			}
		}
		b.end()
	}
	return b.column(), nil
}

func toArray(c *Call, args []table.Column) (table.Column, error) {
	in, b := multivalues(args[0]), table.NewVecBuilder[string](c.N)
	var buf []table.Value
	for i := range c.N {
		buf = in.row(i, buf[:0])
		if len(buf) > 1 {
			b.Add(inferredArray(buf))
			continue
		}
		addJSONOf(b, buf, table.KindArray)
	}
	return b.Column(), nil
}

func toObject(c *Call, args []table.Column) (table.Column, error) {
	in, b := multivalues(args[0]), table.NewVecBuilder[string](c.N)
	var buf []table.Value
	for i := range c.N {
		buf = in.row(i, buf[:0])
		addJSONOf(b, buf, table.KindBag)
	}
	return b.Column(), nil
}

// addJSONOf adds the JSON that the one value is when it is of a kind, else null.
func addJSONOf(b *table.VecBuilder[string], values []table.Value, kind table.Kind) {
	if len(values) == 1 && values[0].Kind() == table.KindString {
		if j, ok := parseJSONText(values[0]); ok && j.Kind() == kind {
			b.Add(splJSONText(j).Str())
			return
		}
	}
	b.AddNull()
}

// inferredArray is a JSON array of the JSON that each value is, null for those
// that are none.
func inferredArray(values []table.Value) string {
	out := make([]table.Value, len(values))
	for i, v := range values {
		out[i], _ = parseJSONText(table.StringValue(Text(v)))
	}
	return splJSONText(table.ArrayValue(out)).Str()
}

func mvToJSONArray(c *Call, args []table.Column) (table.Column, error) {
	in, b := multivalues(args[0]), table.NewVecBuilder[string](c.N)
	var buf []table.Value
	for i := range c.N {
		buf = in.row(i, buf[:0])
		if len(buf) == 0 {
			b.AddNull()
			continue
		}
		if len(args) == 2 && looseBool(args[1].Value(i)).Bool() {
			b.Add(inferredArray(buf))
			continue
		}
		out := make([]table.Value, len(buf))
		for k, v := range buf {
			out[k] = table.StringValue(Text(v))
		}
		b.Add(splJSONText(table.ArrayValue(out)).Str())
	}
	return b.Column(), nil
}
