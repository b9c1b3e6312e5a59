package table

// Bytes estimates the memory that a batch holds on to, without what it shares
// through dictionaries.
func Bytes(b *Batch) int64 {
	var n int64
	for _, c := range b.cols {
		n += ColumnBytes(c)
	}
	return n
}

// ColumnBytes is Bytes of one column.
func ColumnBytes(c Column) int64 { return columnBytes(c) }

func columnBytes(c Column) int64 {
	rows := int64(c.Len())
	switch c := c.(type) {
	case *Const:
		return 64
	case *Dict:
		return 4 * rows
	case *View:
		if p := c.done.Load(); p != nil {
			return columnBytes(*p)
		}
		return 4 * rows
	case *List:
		return 4*rows + columnBytes(c.child)
	case *JSON:
		return textBytes(c.raw)
	case *Vec[string]:
		return textBytes(c.vals)
	case *Vec[bool]:
		return rows
	case *Vec[int32]:
		return 4 * rows
	case *Vec[Value]:
		return 24 * rows
	case *Vec[GUID]:
		return 16 * rows
	}
	return 8 * rows
}

func textBytes(s []string) int64 {
	n := int64(16 * len(s))
	for _, x := range s {
		n += int64(len(x))
	}
	return n
}
