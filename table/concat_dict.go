package table

// concatDicts keeps dictionary codes when every column has them, merging the
// dictionaries; nil when some column has not.
func concatDicts(cols []Column, n int) Column {
	entries, shared := 0, true
	var last *Vec[string]
	for _, c := range cols {
		d, ok := c.(*Dict)
		if !ok {
			return nil
		}
		if d.dict != last {
			shared = shared && last == nil
			entries += d.dict.Len()
			last = d.dict
		}
	}
	if shared {
		return concatCodes(cols, n)
	}
	if entries > n/2 && entries > last.Len() {
		return nil
	}
	codes := make([]uint32, 0, n)
	merged := &Vec[string]{}
	seen := map[string]uint32{}
	null := -1
	var of *Vec[string]
	var remap []uint32
	for _, c := range cols {
		d := c.(*Dict)
		if d.dict != of {
			of, remap = d.dict, make([]uint32, d.dict.Len())
			for i, s := range d.dict.vals {
				if d.dict.nulls != nil && d.dict.nulls[i] {
					if null < 0 {
						null = len(merged.vals)
						merged.vals = append(merged.vals, "")
					}
					remap[i] = uint32(null)
					continue
				}
				code, ok := seen[s]
				if !ok {
					code = uint32(len(merged.vals))
					seen[s] = code
					merged.vals = append(merged.vals, s)
				}
				remap[i] = code
			}
		}
		for _, code := range d.codes {
			codes = append(codes, remap[code])
		}
	}
	if null >= 0 {
		merged.nulls = make([]bool, len(merged.vals))
		merged.nulls[null] = true
	}
	return &Dict{codes: codes, dict: merged}
}

// concatCodes puts columns over one dictionary below one another.
func concatCodes(cols []Column, n int) Column {
	out := *cols[0].(*Dict)
	out.part = part{} // together they are cut from nothing
	out.codes = make([]uint32, 0, n)
	for _, c := range cols {
		out.codes = append(out.codes, c.(*Dict).codes...)
	}
	return &out
}
