package plan

import (
	"fmt"
	"maps"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// Explain prints a plan as an indented tree, the last operator first.
func Explain(n Node) string {
	var b strings.Builder
	explain(&b, n, 0)
	return b.String()
}

func explain(b *strings.Builder, n Node, depth int) {
	fmt.Fprintf(b, "%s%s\n", strings.Repeat("  ", depth), Describe(n))
	for _, in := range n.Inputs() {
		explain(b, in, depth+1)
	}
	if f, ok := n.(*ForEach); ok {
		explain(b, f.Body, depth+1)
	}
}

// Describe is one line about a node without its inputs.
func Describe(n Node) string {
	switch n := n.(type) {
	case *Scan:
		if n.Pruned {
			return fmt.Sprintf("Scan %s [%s]", n.Name, strings.Join(scanned(n), ", "))
		}
		return "Scan " + n.Name
	case *Values:
		return fmt.Sprintf("Values %s, %d rows", n.Table.Schema(), n.Table.Len())
	case *Filter:
		if n.InScan {
			return "Filter in scan " + Format(n.Pred)
		}
		return "Filter " + Format(n.Pred)
	case *Project:
		word := "Project "
		if n.Keep {
			word = "Extend "
		}
		return word + formatNamed(n.Cols)
	case *Pick:
		return "Pick " + describePick(n)
	case *Sort:
		return "Sort " + describeSort(n)
	case *Limit:
		if n.Last && n.N == AllRows {
			return "Reverse"
		}
		if n.Last {
			return fmt.Sprintf("Last %d", n.N)
		}
		if n.Bytes > 0 {
			return fmt.Sprintf("Limit %d bytes", n.Bytes)
		}
		return fmt.Sprintf("Limit %d", n.N)
	case *Aggregate:
		return "Aggregate " + formatAggs(n.Aggs) + " by [" + formatNamed(n.Keys) + "]"
	case *Window:
		return "Window " + formatAggs(n.Aggs) + " over [" + formatNamed(n.Partition) + "]"
	case *Join:
		return "Join " + describeJoin(n)
	case *Union:
		return "Union"
	case *Expand:
		return "Expand " + describeExpand(n)
	case *Series:
		return "Series " + n.As
	case *Share:
		return "Share " + n.Name
	case *ForEach:
		return "ForEach [" + formatNamed(n.Keys) + "]"
	case *Hole:
		return "Group"
	case *TableCall:
		return n.Func.Name + " " + formatArgs(n.Args)
	case *Match:
		return "Match " + describeMatch(n)
	case *Deferred:
		return "Deferred " + n.Label
	}
	return fmt.Sprintf("%T", n)
}

func describePick(n *Pick) string {
	var parts []string
	if len(n.Keep) > 0 {
		parts = append(parts, "keep "+strings.Join(n.Keep, ", "))
	}
	if len(n.Drop) > 0 {
		parts = append(parts, "drop "+strings.Join(n.Drop, ", "))
	}
	for _, r := range n.Rename {
		parts = append(parts, r.From+" as "+r.To)
	}
	return strings.Join(parts, "; ")
}

func describeSort(n *Sort) string {
	keys := make([]string, len(n.Keys))
	for i, k := range n.Keys {
		keys[i] = Format(k.Expr)
		if k.Desc {
			keys[i] += " desc"
		}
		if k.NullsFirst {
			keys[i] += " nulls first"
		}
	}
	s := strings.Join(keys, ", ")
	if n.Limit >= 0 {
		s += fmt.Sprintf(" limit %d", n.Limit)
	}
	return s
}

var joinKinds = [...]string{"inner", "left outer", "right outer", "full outer", "left semi", "left anti", "right semi", "right anti", "cross"}

func describeJoin(n *Join) string {
	keys := make([]string, len(n.On))
	for i, k := range n.On {
		keys[i] = Format(k.Left) + " = " + Format(k.Right)
	}
	s := joinKinds[n.Kind] + " on " + strings.Join(keys, ", ")
	if n.UniqueLeft {
		s += ", unique left"
	}
	return s
}

func describeExpand(n *Expand) string {
	cols := make([]string, len(n.Cols))
	for i, c := range n.Cols {
		cols[i] = c.As + " = " + Format(c.Expr)
	}
	return strings.Join(cols, ", ")
}

func formatNamed(cols []Named) string {
	parts := make([]string, len(cols))
	for i, c := range cols {
		if col, ok := c.Expr.(*Column); ok && col.Name == c.Name {
			parts[i] = shownName(c.Name)
			continue
		}
		parts[i] = shownName(c.Name) + " = " + Format(c.Expr)
	}
	return strings.Join(parts, ", ")
}

func formatAggs(aggs []Agg) string {
	parts := make([]string, len(aggs))
	for i, a := range aggs {
		args := make([]string, 0, len(a.Args)+len(a.Consts))
		for _, e := range a.Args {
			args = append(args, Format(e))
		}
		for _, v := range a.Consts {
			args = append(args, formatValue(v))
		}
		parts[i] = fmt.Sprintf("%s = %s(%s)", strings.Join(a.Names, ", "), firstName(a.Func.KQL, a.Func.SPL), strings.Join(args, ", "))
		if a.Where != nil {
			parts[i] += " where " + Format(a.Where)
		}
	}
	return strings.Join(parts, ", ")
}

// Format prints an expression in a language-neutral way.
func Format(e Expr) string {
	switch e := e.(type) {
	case *Column:
		return shownName(e.Name)
	case *Const:
		return formatValue(e.Value)
	case *Call:
		args := make([]string, len(e.Args))
		for i, a := range e.Args {
			args[i] = Format(a)
		}
		return firstName(e.Func.KQL, e.Func.SPL) + "(" + strings.Join(args, ", ") + ")"
	case *Subquery:
		return "(subquery)"
	case *Each:
		return "each(" + e.Name + " in " + Format(e.Over) + ": " + Format(e.Body) + ")"
	}
	return fmt.Sprintf("%T", e)
}

// shownName is a column's name, or whose copy a carried column is.
func shownName(name string) string {
	if own, ok := strings.CutPrefix(name, carrier("")); ok {
		return "outer." + own
	}
	return name
}

func firstName(names ...string) string {
	for _, n := range names {
		if f := strings.Fields(n); len(f) > 0 {
			return f[0]
		}
	}
	return "?"
}

func formatValue(v table.Value) string {
	if v.Kind() == table.KindString {
		return strconv.Quote(v.Str())
	}
	s := string(table.AppendJSON(nil, v))
	if len(s) > longestConstant {
		s = strings.ToValidUTF8(s[:longestConstant], "") + "..."
	}
	return s
}

// longestConstant is how much of an array or object a plan shows, in bytes: a
// folded call can make one of millions of elements.
const longestConstant = 200

func formatArgs(args map[string]table.Value) string {
	parts := make([]string, 0, len(args))
	for k, v := range args {
		parts = append(parts, k+"="+formatValue(v))
	}
	sort.Strings(parts)
	return strings.Join(parts, " ")
}

func sortedNames(set map[string]bool) []string {
	names := make([]string, 0, len(set))
	for n := range set {
		names = append(names, n)
	}
	sort.Strings(names)
	return names
}

// scanned lists what a pruned scan reads, parts of JSON columns by their paths.
func scanned(n *Scan) []string {
	var out []string
	for _, name := range n.Columns {
		if of := n.Parts[name]; of != nil {
			out = append(out, partNames(name, of)...)
		} else {
			out = append(out, name)
		}
	}
	return out
}

func partNames(name string, of *table.JSONParts) []string {
	if of.Whole {
		return []string{name}
	}
	var out []string
	for _, key := range slices.Sorted(maps.Keys(of.Keys)) {
		out = append(out, partNames(name+"."+key, of.Keys[key])...)
	}
	if of.Elements != nil {
		out = append(out, partNames(name+"[]", of.Elements)...)
	}
	return out
}
