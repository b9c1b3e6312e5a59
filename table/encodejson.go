package table

// JSON texts pay for a code when there are no more than encodeJSONShare of
// them per hundred rows: they are read by value less often than by path.
const encodeJSONShare = 25

// encodeJSON keeps each of the column's texts once, or each of the elements
// where all rows are arrays of objects or arrays, if these repeat; otherwise
// the column is returned as it is.
func encodeJSON(c *JSON) Column {
	if coded := codedJSON(c.Raw()); coded != nil {
		return coded
	}
	l := JSONLists(c)
	if l == nil {
		return c
	}
	if coded := codedJSON(l.child.(*JSON).raw); coded != nil {
		return NewList(l.offsets, coded, l.nulls)
	}
	return c
}

// codedJSON is texts as codes, nil when they do not repeat enough.
func codedJSON(texts []string) *View {
	n := &numberer{}
	codes := make([]int32, len(texts))
	for i, s := range texts {
		codes[i] = int32(n.number(s))
		if i+1 == encodeTrial && len(n.entries)*2 > encodeTrial {
			return nil
		}
	}
	if len(texts) == 0 || len(n.entries)*100 > len(texts)*encodeJSONShare {
		return nil
	}
	return NewCoded(NewJSON(n.entries, nil), codes)
}

// JSONLists cuts arrays of objects or arrays into their elements' texts, which
// are not parsed; nil when some row is no array or holds scalars.
func JSONLists(c *JSON) *List {
	n := c.Len()
	offsets, elements := make([]int32, 1, n+1), make([]string, 0, n)
	var nulls []bool
	for i, s := range c.Raw() {
		if c.Null(i) {
			if nulls == nil {
				nulls = make([]bool, n)
			}
			nulls[i] = true
		} else {
			nested := true
			array := EachJSONElement(s, func(from, to int) bool {
				nested = nested && (s[from] == '{' || s[from] == '[')
				elements = append(elements, s[from:to])
				return nested
			})
			if !array || !nested {
				return nil
			}
		}
		offsets = append(offsets, int32(len(elements)))
	}
	return NewList(offsets, NewJSON(elements, nil), nulls)
}

// CodedJSONLists is JSONLists of a coded column of JSON texts: each text is cut
// once, and the elements are codes as well. It is nil where JSONLists is, and
// for other columns.
func CodedJSONLists(c *View) *List {
	entries, codes, ok := c.Coded()
	if !ok {
		return nil
	}
	texts, ok := entries.(*JSON)
	if !ok || texts.Len() > len(codes) {
		return nil
	}
	cut := JSONLists(texts)
	if cut == nil {
		return nil
	}
	n := &numberer{}
	elements := make([]int32, cut.child.Len())
	for i, s := range cut.child.(*JSON).raw {
		elements[i] = int32(n.number(s))
	}
	offsets, out := make([]int32, 1, len(codes)+1), make([]int32, 0, len(codes))
	var nulls []bool
	if cut.nulls != nil {
		nulls = make([]bool, len(codes))
	}
	for i, code := range codes {
		out = append(out, elements[cut.offsets[code]:cut.offsets[code+1]]...)
		offsets = append(offsets, int32(len(out)))
		if nulls != nil {
			nulls[i] = cut.nulls[code]
		}
	}
	return NewList(offsets, NewCoded(NewJSON(n.entries, nil), out), nulls)
}
