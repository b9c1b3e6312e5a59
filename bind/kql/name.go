package kql

import (
	"strings"

	"github.com/goshawk-lang/goshawk/ast/kql"
)

// autoName is the name that an expression without one gives its column; empty
// when the column is numbered (Column1, print_0).
func (c *ctx) autoName(e kql.Expr) string {
	switch e := e.(type) {
	case *kql.Ident:
		return e.Text
	case *kql.NamedExpr:
		return e.Names[0].Text()
	case *kql.Member:
		name, ok := memberName(e.Name)
		if !ok {
			return ""
		}
		if id, ok := e.X.(*kql.Ident); ok && (id.Text == "$left" || id.Text == "$right") {
			return name
		}
		return pathName(c.autoName(e.X), name)
	case *kql.Index:
		lit, ok := e.At.(*kql.Literal)
		if !ok {
			return ""
		}
		return pathName(c.autoName(e.X), lit.Value)
	case *kql.Pipe:
		if len(e.Operators) == 0 && e.Source != nil {
			return c.autoName(e.Source)
		}
	case *kql.Call:
		return c.callName(e)
	}
	return ""
}

func pathName(of, member string) string {
	if of == "" {
		return ""
	}
	return of + "_" + member
}

func (c *ctx) callName(e *kql.Call) string {
	first := func() string {
		if len(e.Args) == 0 {
			return ""
		}
		return c.autoName(e.Args[0])
	}
	switch e.Name.Text {
	case "column_ifexists", "columnifexists":
		if len(e.Args) > 0 {
			if name, ok := c.peekString(e.Args[0]); ok && c.row.has(name) {
				return name
			}
		}
		return ""
	case "bin_auto":
		return first()
	case "ingestion_time":
		return "$IngestionTime"
	}
	if a := c.b.catalog.Aggregate(e.Name.Text); a != nil && c.aggs != nil {
		var args []string
		for _, x := range e.Args {
			args = append(args, c.autoName(x))
		}
		return aggregateNames(a, hasWord(a.KQLIf, e.Name.Text), args, 1)[0]
	}
	f := c.b.catalog.Scalar(e.Name.Text)
	if f == nil || f.ResultName == "" {
		return ""
	}
	return strings.ReplaceAll(f.ResultName, "$1", first())
}

// constantName is how a constant counts in the name of an aggregate's column.
func constantName(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return '_'
	}, text)
}
