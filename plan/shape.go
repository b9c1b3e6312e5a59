package plan

import (
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// Shape implements Node.
func (n *Scan) Shape() Shape {
	s := n.Source.Schema()
	if !n.Pruned {
		return Shape{s, n.Source.Open()}
	}
	var fields []table.Field
	for _, name := range n.Columns {
		if i := s.Index(name); i >= 0 {
			fields = append(fields, s.Field(i))
		} else if n.Source.Open() {
			fields = append(fields, table.Field{Name: name, Type: table.TypeDynamic})
		}
	}
	return Shape{Schema: table.NewSchema(fields...)}
}

// Shape implements Node.
func (n *Values) Shape() Shape { return Shape{Schema: n.Table.Schema()} }

// Shape implements Node.
func (n *Filter) Shape() Shape { return n.Input.Shape() }

// Shape implements Node.
func (n *Sort) Shape() Shape { return n.Input.Shape() }

// Shape implements Node.
func (n *Limit) Shape() Shape { return n.Input.Shape() }

// Shape implements Node.
func (n *Share) Shape() Shape { return n.Input.Shape() }

// Shape implements Node.
func (n *Hole) Shape() Shape { return n.Of }

// Shape implements Node.
func (n *ForEach) Shape() Shape {
	body := n.Body.Shape()
	if !n.KeepOuter {
		return body
	}
	in := n.Input.Shape()
	fields := append([]table.Field(nil), in.Schema.Fields()...)
	for _, f := range body.Schema.Fields() {
		fields = setField(fields, f)
	}
	return Shape{table.NewSchema(fields...), in.Open || body.Open}
}

// Shape implements Node.
func (n *Project) Shape() Shape {
	if !n.Keep {
		fields := make([]table.Field, len(n.Cols))
		for i, c := range n.Cols {
			fields[i] = table.Field{Name: c.Name, Type: c.Expr.Type()}
		}
		return Shape{Schema: table.NewSchema(fields...)}
	}
	in := n.Input.Shape()
	fields := append([]table.Field(nil), in.Schema.Fields()...)
	for _, c := range n.Cols {
		fields = setField(fields, table.Field{Name: c.Name, Type: c.Expr.Type()})
	}
	return Shape{table.NewSchema(fields...), in.Open}
}

// setField replaces the field of f's name, or appends f.
func setField(fields []table.Field, f table.Field) []table.Field {
	for i := range fields {
		if fields[i].Name == f.Name {
			fields[i] = f
			return fields
		}
	}
	return append(fields, f)
}

// Shape implements Node.
func (n *Pick) Shape() Shape {
	in := n.Input.Shape()
	if !in.Open || !n.closes() {
		return Shape{n.Apply(in.Schema), in.Open}
	}
	// Fields that are named may be there although nothing tells so yet.
	fields := append([]table.Field(nil), in.Schema.Fields()...)
	for _, name := range n.Keep {
		if in.Schema.Index(name) < 0 {
			fields = setField(fields, table.Field{Name: name, Type: table.TypeDynamic})
		}
	}
	return Shape{Schema: n.Apply(table.NewSchema(fields...))}
}

// closes reports whether the output's columns are known although the input's
// are not.
func (n *Pick) closes() bool {
	if len(n.Keep) == 0 {
		return false
	}
	for _, p := range n.Keep {
		if strings.Contains(p, "*") {
			return false
		}
	}
	return true
}

// Apply is the schema that the node makes of an input's schema.
func (n *Pick) Apply(in *table.Schema) *table.Schema {
	from := n.Sources(in)
	fields := make([]table.Field, len(from))
	for i, f := range from {
		fields[i] = table.Field{Name: f.To, Type: table.TypeDynamic}
		if k := in.Index(f.From); k >= 0 {
			fields[i].Type = in.Field(k).Type
		}
	}
	return table.NewSchema(fields...)
}

// Sources lists the output columns: To is the name, From the input's column,
// which the input may lack when Exact is set.
func (n *Pick) Sources(in *table.Schema) []Renaming {
	var out []Renaming
	switch {
	case len(n.Keep) == 0:
		for _, f := range in.Fields() {
			out = append(out, Renaming{f.Name, f.Name})
		}
	default:
		taken := map[string]bool{}
		for _, p := range n.Keep {
			if !strings.Contains(p, "*") {
				if (n.Exact || in.Index(p) >= 0) && !taken[p] {
					taken[p] = true
					out = append(out, Renaming{p, p})
				}
				continue
			}
			for _, f := range in.Fields() {
				if !taken[f.Name] && MatchName(p, f.Name) {
					taken[f.Name] = true
					out = append(out, Renaming{f.Name, f.Name})
				}
			}
		}
	}
	if len(n.Drop) > 0 {
		kept := out[:0]
		for _, r := range out {
			dropped := false
			for _, p := range n.Drop {
				dropped = dropped || MatchName(p, r.To)
			}
			if !dropped {
				kept = append(kept, r)
			}
		}
		out = kept
	}
	for _, r := range n.Rename {
		out = r.apply(out, n.Absent)
	}
	return out
}

func (r Renaming) apply(cols []Renaming, absent bool) []Renaming {
	named := func(name string) func(Renaming) bool { return func(c Renaming) bool { return c.To == name } }
	if absent && r.From != r.To && !strings.Contains(r.From, "*") && !slices.ContainsFunc(cols, named(r.From)) {
		return slices.DeleteFunc(cols, named(r.To))
	}
	for i := 0; i < len(cols); i++ {
		to, ok := r.Of(cols[i].To)
		if !ok || to == cols[i].To {
			continue
		}
		for j := range cols {
			if j != i && cols[j].To == to {
				cols = append(cols[:j], cols[j+1:]...)
				if j < i {
					i--
				}
				break
			}
		}
		cols[i].To = to
	}
	return cols
}

// Of is the new name for name, and whether the renaming applies to it.
func (r Renaming) Of(name string) (string, bool) {
	stars, ok := matchStars(r.From, name)
	if !ok {
		return "", false
	}
	parts := strings.Split(r.To, "*")
	if len(parts)-1 > len(stars) {
		return "", false
	}
	var b strings.Builder
	for i, p := range parts {
		if i > 0 {
			b.WriteString(stars[i-1])
		}
		b.WriteString(p)
	}
	return b.String(), true
}

// MatchName reports whether name fits a pattern in which * stands for any run
// of characters.
func MatchName(pattern, name string) bool {
	_, ok := matchStars(pattern, name)
	return ok
}

// matchStars matches as few characters as possible for each * and returns
// what they stand for.
func matchStars(pattern, name string) ([]string, bool) {
	parts := strings.Split(pattern, "*")
	if len(parts) == 1 {
		return nil, pattern == name
	}
	if !strings.HasPrefix(name, parts[0]) {
		return nil, false
	}
	rest := name[len(parts[0]):]
	var stars []string
	for i, p := range parts[1:] {
		if i == len(parts)-2 {
			if !strings.HasSuffix(rest, p) {
				return nil, false
			}
			return append(stars, rest[:len(rest)-len(p)]), true
		}
		at := strings.Index(rest, p)
		if at < 0 {
			return nil, false
		}
		stars, rest = append(stars, rest[:at]), rest[at+len(p):]
	}
	return stars, true
}

// Shape implements Node.
func (n *Aggregate) Shape() Shape {
	var fields []table.Field
	for _, k := range n.Keys {
		fields = append(fields, table.Field{Name: k.Name, Type: k.Expr.Type()})
	}
	return Shape{Schema: table.NewSchema(appendAggs(fields, n.Aggs)...)}
}

func appendAggs(fields []table.Field, aggs []Agg) []table.Field {
	for _, a := range aggs {
		for i, name := range a.Names {
			fields = setField(fields, table.Field{Name: name, Type: a.Types[i]})
		}
	}
	return fields
}

// Shape implements Node.
func (n *Window) Shape() Shape {
	in := n.Input.Shape()
	fields := append([]table.Field(nil), in.Schema.Fields()...)
	return Shape{table.NewSchema(appendAggs(fields, n.Aggs)...), in.Open}
}

// Shape implements Node.
func (n *Join) Shape() Shape {
	if n.Cols != nil {
		fields := make([]table.Field, len(n.Cols))
		for i, c := range n.Cols {
			fields[i] = table.Field{Name: c.As, Type: c.T}
		}
		return Shape{Schema: table.NewSchema(fields...)}
	}
	left, right := n.Left.Shape(), n.Right.Shape()
	fields := append([]table.Field(nil), left.Schema.Fields()...)
	for _, f := range right.Schema.Fields() {
		if n.Overwrite || left.Schema.Index(f.Name) < 0 {
			fields = setField(fields, f)
		}
	}
	return Shape{table.NewSchema(fields...), left.Open || right.Open}
}

// Shape implements Node.
func (n *Union) Shape() Shape {
	if n.Schema != nil {
		return Shape{Schema: n.Schema}
	}
	open := false
	var fields []table.Field
	at := map[string]int{}
	for _, in := range n.In {
		s := in.Shape()
		open = open || s.Open
		for _, f := range s.Schema.Fields() {
			i, ok := at[f.Name]
			if !ok {
				at[f.Name] = len(fields)
				fields = append(fields, f)
			} else if fields[i].Type != f.Type {
				fields[i].Type = table.TypeDynamic
			}
		}
	}
	return Shape{table.NewSchema(fields...), open}
}

// Shape implements Node.
func (n *Expand) Shape() Shape {
	in := n.Input.Shape()
	fields := append([]table.Field(nil), in.Schema.Fields()...)
	for _, c := range n.Cols {
		fields = setField(fields, table.Field{Name: c.As, Type: c.To})
	}
	if n.Index != "" {
		fields = setField(fields, table.Field{Name: n.Index, Type: table.TypeLong})
	}
	return Shape{table.NewSchema(fields...), in.Open}
}
