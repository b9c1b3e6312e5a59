package hunt

import (
	"github.com/goshawk-lang/goshawk/table"
)

// packed is a column as it is kept: texts lie in one block, with numbers for
// where they end, so that neither many small texts nor pointers to them burden
// the collector of garbage. It keeps nothing alive of the column it was made
// from.
type packed struct {
	texts *packedTexts // of a column of texts, or of its dictionary
	codes []uint32     // into texts, when that is a dictionary
	json  jsonTexts    // what is known of the texts, when they are JSON
	col   table.Column // of a column that has no texts
	size  int64
}

type jsonTexts byte

const (
	noJSON jsonTexts = iota
	validJSON
	uncheckedJSON
)

// packedTexts are texts, one behind the other.
type packedTexts struct {
	block string
	ends  []uint32
	nulls []bool // nil when none is null
}

// packColumn copies rows of a column; nil means all of them.
func packColumn(c table.Column, rows []int32) packed {
	if rows != nil {
		c = c.Take(rows)
	}
	switch c := table.Resolve(c).(type) {
	case *table.Dict:
		return packDict(c)
	case *table.Vec[string]:
		if t := packTexts(c.Vals(), c.Nulls()); t != nil {
			return packed{texts: t, size: t.size()}
		}
	case *table.JSON:
		if texts, ok := c.Unchecked(); ok {
			if t := packTexts(texts, nil); t != nil {
				return packed{texts: t, json: uncheckedJSON, size: t.size()}
			}
			break
		}
		nulls := make([]bool, c.Len())
		for i := range nulls {
			nulls[i] = c.Null(i)
		}
		if t := packTexts(c.Raw(), nulls); t != nil {
			return packed{texts: t, json: validJSON, size: t.size()}
		}
	case *table.Const:
		return packed{col: c, size: 64}
	}
	return packed{col: c, size: int64(c.Len()) * width(c.Type())}
}

// packDict copies the entries that occur.
func packDict(c *table.Dict) packed {
	entries := c.Entries()
	to := make([]uint32, entries.Len()) // the new code + 1
	codes := make([]uint32, c.Len())
	var vals []string
	var nulls []bool
	for i, code := range c.Codes() {
		if to[code] == 0 {
			vals = append(vals, entries.Vals()[code])
			to[code] = uint32(len(vals))
			if entries.Nulls() != nil {
				nulls = append(nulls, entries.Nulls()[code])
			}
		}
		codes[i] = to[code] - 1
	}
	t := packTexts(vals, nulls)
	if t == nil {
		return packed{col: c, size: int64(c.Len()) * width(c.Type())}
	}
	return packed{texts: t, codes: codes, size: t.size() + 4*int64(len(codes))}
}

// mostPacked is how many bytes of text one block holds.
const mostPacked = 1<<31 - 1

// packTexts is nil for more text than a block holds.
func packTexts(vals []string, nulls []bool) *packedTexts {
	total := 0
	for _, s := range vals {
		total += len(s)
	}
	if total > mostPacked {
		return nil
	}
	block := make([]byte, 0, total)
	t := &packedTexts{ends: make([]uint32, len(vals)), nulls: nulls}
	for i, s := range vals {
		block = append(block, s...)
		t.ends[i] = uint32(len(block))
	}
	t.block = string(block)
	return t
}

func (t *packedTexts) size() int64 { return int64(len(t.block) + 4*len(t.ends) + len(t.nulls)) }

func (t *packedTexts) strings() []string {
	out := make([]string, len(t.ends))
	from := uint32(0)
	for i, end := range t.ends {
		out[i] = t.block[from:end]
		from = end
	}
	return out
}

// column is what was packed.
func (p *packed) column() table.Column {
	switch {
	case p.texts == nil:
		return p.col
	case p.json == uncheckedJSON:
		return table.NewUncheckedJSON(p.texts.strings())
	case p.json == validJSON:
		return table.NewJSON(p.texts.strings(), p.texts.nulls)
	case p.codes != nil:
		return table.NewDict(p.codes, table.NewVec(p.texts.strings(), p.texts.nulls))
	}
	return table.NewVec(p.texts.strings(), p.texts.nulls)
}

// width is about how many bytes a value takes.
func width(t table.Type) int64 {
	switch t {
	case table.TypeBool:
		return 1
	case table.TypeInt:
		return 4
	case table.TypeLong, table.TypeReal, table.TypeDateTime, table.TypeTimeSpan:
		return 8
	}
	return 64
}
