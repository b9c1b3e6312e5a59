package schemas

import (
	"fmt"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// parseText reads the text form: a table's name at the beginning of a line,
// and indented below it its columns as NAME or NAME:TYPE. A + begins the
// columns that only some copies have; a * opens the table. @also gives such
// columns to all tables of the file, and @same names two columns that stand for
// each other where a copy has one of them. The first comment says where it is
// from.
func parseText(file, text string) ([]*Table, error) {
	p := textParser{file: file, reference: file}
	for line := range strings.Lines(text) {
		p.number++
		if err := p.line(strings.TrimRight(line, " \t\r\n")); err != nil {
			return nil, err
		}
	}
	for _, t := range p.tables {
		t.Extra = append(t.Extra, p.also...)
		all := t.All()
		for _, pair := range p.same {
			if all.Index(pair[0]) >= 0 && all.Index(pair[1]) >= 0 {
				t.Twins = append(t.Twins, pair)
			}
		}
	}
	return p.tables, nil
}

type textParser struct {
	file, reference string
	number          int
	commented       bool
	tables          []*Table
	also            []table.Field
	same            [][2]string
	into            *[]table.Field // where columns go
}

func (p *textParser) line(line string) error {
	switch {
	case line == "":
		return nil
	case line[0] == '#':
		if !p.commented {
			p.reference = strings.TrimSpace(line[1:])
		}
		p.commented = true
		return nil
	case line[0] == ' ' || line[0] == '\t':
		return p.columns(strings.Fields(line))
	}
	name, rest, _ := strings.Cut(line, " ")
	if name == "@also" {
		p.into = &p.also
		return p.columns(strings.Fields(rest))
	}
	if name == "@same" {
		pair := strings.Fields(rest)
		if len(pair) != 2 {
			return fmt.Errorf("%s:%d: @same names two columns", p.file, p.number)
		}
		p.same = append(p.same, [2]string{pair[0], pair[1]})
		return nil
	}
	t := &Table{Name: name, Reference: p.reference}
	p.tables = append(p.tables, t)
	p.into = &t.Columns
	return p.columns(strings.Fields(rest))
}

func (p *textParser) columns(words []string) error {
	for _, w := range words {
		if p.into == nil {
			return fmt.Errorf("%s:%d: a column before the first table", p.file, p.number)
		}
		switch w {
		case "+":
			if len(p.tables) > 0 {
				p.into = &p.tables[len(p.tables)-1].Extra
			}
			continue
		case "*":
			if len(p.tables) > 0 {
				p.tables[len(p.tables)-1].Open = true
			}
			continue
		}
		name, typeName, typed := strings.Cut(w, ":")
		t := table.TypeString
		if typed {
			known := false
			if t, known = parseType(typeName); !known {
				return fmt.Errorf("%s:%d: column %s: unknown type %q", p.file, p.number, name, typeName)
			}
		}
		*p.into = append(*p.into, table.Field{Name: name, Type: t})
	}
	return nil
}

// parseType knows Kusto's names of types, in any case, and .NET's.
func parseType(name string) (table.Type, bool) {
	name = strings.TrimPrefix(strings.ToLower(strings.TrimSpace(name)), "system.")
	switch name {
	case "sbyte":
		return table.TypeBool, true
	case "object":
		return table.TypeDynamic, true
	case "integer":
		return table.TypeInt, true
	case "guid":
		return table.TypeGUID, true
	}
	return table.ParseType(name)
}
