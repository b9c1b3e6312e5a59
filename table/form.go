package table

// FormOf names the physical form of a column: "flat", "text" (strings, each
// with bytes of its own), "dictionary", "ordered dictionary" (see
// [Dict.Ordered]), "constant", "lists", "json text" or "boxed" (values of any
// type); with "selected " before it where the rows are chosen but not yet
// gathered, and "coded " where few values repeat (see [NewCoded]).
func FormOf(c Column) string {
	switch c := c.(type) {
	case *View:
		if p := c.done.Load(); p != nil {
			return FormOf(*p)
		}
		if c.coded {
			return "coded " + FormOf(c.base)
		}
		return "selected " + FormOf(c.base)
	case *Const:
		return "constant"
	case *Dict:
		if c.ordered {
			return "ordered dictionary"
		}
		return "dictionary"
	case *List:
		return "lists of " + FormOf(c.child)
	case *JSON:
		return "json text"
	case *Vec[Value]:
		return "boxed"
	case *Vec[string]:
		return "text"
	}
	return "flat"
}
