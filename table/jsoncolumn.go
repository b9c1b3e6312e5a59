package table

import (
	"strings"
	"sync/atomic"
)

// JSON is a dynamic column whose rows are still JSON text. A row is parsed
// each time it is asked for, so operators that need only a path of it look
// into the text instead.
type JSON struct {
	raw   []string
	nulls []bool
	// unchecked texts may be anything; checked holds them as JSON once someone
	// has needed all of them.
	unchecked bool
	checked   atomic.Pointer[[]string]
}

// NewJSON makes a column of valid JSON texts; nulls may be nil.
func NewJSON(raw []string, nulls []bool) *JSON { return &JSON{raw: raw, nulls: nulls} }

// NewUncheckedJSON makes a column of texts that may be JSON: row i is what
// AsJSON gives of texts[i]. That is worked out for a row when it is looked at,
// because whoever wants only a part of it (see Unchecked) can check on the way.
func NewUncheckedJSON(texts []string) *JSON { return &JSON{raw: texts, unchecked: true} }

// AsJSON is text as JSON: itself, less the blanks around it, when it is valid
// or empty, and otherwise a JSON string that holds it.
func AsJSON(text string) string {
	s := strings.TrimSpace(text)
	if s == "" || ValidJSON(s) {
		return s
	}
	return string(AppendJSONString(nil, text))
}

// Raw are the texts, valid JSON, empty where null.
func (c *JSON) Raw() []string {
	if !c.unchecked {
		return c.raw
	}
	if p := c.checked.Load(); p != nil {
		return *p
	}
	raw := make([]string, len(c.raw))
	for i, s := range c.raw {
		raw[i] = AsJSON(s)
	}
	c.checked.Store(&raw)
	return raw
}

// Unchecked are the texts as they came when nobody has checked them yet.
func (c *JSON) Unchecked() (texts []string, ok bool) {
	return c.raw, c.unchecked && c.checked.Load() == nil
}

// Type implements Column.
func (c *JSON) Type() Type { return TypeDynamic }

// Len implements Column.
func (c *JSON) Len() int { return len(c.raw) }

// Null implements Column.
func (c *JSON) Null(i int) bool {
	s := c.raw[i]
	if c.unchecked {
		s = strings.TrimSpace(s)
	}
	return c.nulls != nil && c.nulls[i] || s == "" || s == "null"
}

// Value implements Column.
func (c *JSON) Value(i int) Value {
	if c.Null(i) {
		return Value{}
	}
	raw := c.raw[i]
	if c.unchecked {
		raw = AsJSON(raw)
	}
	v, err := ParseJSON(raw)
	if err != nil {
		return StringValue(raw)
	}
	return v
}

// Slice implements Column.
func (c *JSON) Slice(i, j int) Column {
	s := &JSON{raw: c.raw[i:j:j], unchecked: c.unchecked}
	if p := c.checked.Load(); p != nil {
		s.raw, s.unchecked = (*p)[i:j:j], false
	}
	if c.nulls != nil {
		s.nulls = c.nulls[i:j:j]
	}
	return s
}

// Take implements Column.
func (c *JSON) Take(rows []int32) Column {
	raw, unchecked := c.raw, c.unchecked
	if p := c.checked.Load(); p != nil {
		raw, unchecked = *p, false
	}
	out := &JSON{raw: make([]string, len(rows)), unchecked: unchecked}
	for i, r := range rows {
		if r >= 0 && !c.Null(int(r)) {
			out.raw[i] = raw[r]
		}
	}
	return out
}
