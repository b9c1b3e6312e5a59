package readers

import (
	"unsafe"

	"github.com/goshawk-lang/goshawk/readers/splunk"
)

func viewText(b []byte) string  { return unsafe.String(unsafe.SliceData(b), len(b)) }
func viewBytes(s string) []byte { return unsafe.Slice(unsafe.StringData(s), len(s)) }

// at is the i-th text.
func (t *texts) at(i int) string {
	if t.plain {
		return t.vals[i]
	}
	return t.entries[t.codes[i]]
}

// latest is the last text.
func (t *texts) latest() string { return t.at(t.len() - 1) }

// aliases gives fields their other names, over all rows at once: usually a
// column is handed out twice, without a copy.
func (d *eventDecoder) aliases() {
	made := map[string]*eventField{}
	var order []string
	for at, kind := range d.kinds {
		var only func(row int32) bool
		if len(d.kinds) > 1 {
			only = func(row int32) bool { return int(d.kindOf[row]) == at }
		}
		for len(d.kindOf) > 0 && len(d.kindOf) < int(d.n) {
			d.kindOf = append(d.kindOf, d.kindOf[len(d.kindOf)-1])
		}
		for _, a := range kind.Props().Aliases {
			from := d.source(a)
			if from == nil {
				continue
			}
			to := made[a.To]
			if to == nil {
				order = append(order, a.To)
				if k, known := d.byName[a.To]; known && k >= 0 {
					to = d.fields[k]
				}
			}
			made[a.To] = overlay(a.To, to, from, a.New, only)
		}
	}
	for _, name := range order {
		k, known := d.byName[name]
		if !known {
			k = len(d.fields)
			d.byName[name] = k
			d.fields = append(d.fields, nil)
		}
		d.fields[k] = made[name]
	}
}

// source is the field that an alias reads; nil when no event has it, or when
// nobody asks for the alias.
func (d *eventDecoder) source(a splunk.Alias) *eventField {
	if !d.plan.all && !d.plan.wanted[a.To] || a.To == fieldTime || a.To == fieldRaw {
		return nil
	}
	if k, known := d.byName[a.To]; known && k < 0 {
		return nil
	}
	for _, m := range d.meta {
		if m.name == a.From && m.constant != "" {
			f := &eventField{name: m.name, texts: newTexts(int(d.n))}
			for row := range d.n {
				f.add(row, []byte(m.constant))
			}
			return f
		}
	}
	if k, known := d.byName[a.From]; known && k >= 0 && len(d.fields[k].rows) > 0 {
		return d.fields[k]
	}
	return nil
}

// overlay is under with the values of from laid over it in the rows that only
// lets through: everywhere that from has values, or only where under has none.
func overlay(name string, under, from *eventField, keep bool, only func(row int32) bool) *eventField {
	if (under == nil || len(under.rows) == 0) && only == nil {
		return &eventField{name: name, texts: from.texts, rows: from.rows, multi: from.multi}
	}
	if under == nil {
		under = &eventField{texts: newTexts(0)}
	}
	out := &eventField{name: name, texts: newTexts(0)}
	i, k := 0, 0
	for i < len(under.rows) || k < len(from.rows) {
		row := int32(1<<31 - 1)
		if i < len(under.rows) {
			row = under.rows[i]
		}
		if k < len(from.rows) {
			row = min(row, from.rows[k])
		}
		has := i < len(under.rows) && under.rows[i] == row
		take := k < len(from.rows) && from.rows[k] == row && !(keep && has) && (only == nil || only(row))
		for ; i < len(under.rows) && under.rows[i] == row; i++ {
			if !take {
				out.add(row, viewBytes(under.texts.at(i)))
			}
		}
		for ; k < len(from.rows) && from.rows[k] == row; k++ {
			if take {
				out.add(row, viewBytes(from.texts.at(k)))
			}
		}
	}
	return out
}
