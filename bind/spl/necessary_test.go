package spl

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	ast "github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/bind"
	"github.com/goshawk-lang/goshawk/parser"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// knowing are events with a configuration.
type knowing struct {
	unknownSource
	k *table.Knowledge
}

func (s knowing) Knowledge() *table.Knowledge { return s.k }

func (knowing) Scan(context.Context, table.ScanRequest) (table.Scanner, error) {
	return nil, errUnknownSource
}

// TestNecessary: the scan below a data model leaves out the events that none of
// its maps can find, as far as that follows from fields that are read.
func TestNecessary(t *testing.T) {
	k := &table.Knowledge{
		Calculated: []table.CalculatedField{{Scope: table.EventScope{Kind: table.ScopeDefault}, Field: "action", Expression: `"x"`}},
		EventTypes: []table.EventType{{Name: "win_process", Search: "sourcetype=win EventCode=1 action=x"}, {Name: "loop", Search: "eventtype=loop"}, {Name: "text", Search: "started"}},
		Tags: []table.FieldTag{
			{Field: "eventtype", Value: "win_process", Tag: "process"}, {Field: "host", Value: "h1", Tag: "critical"},
			{Field: "eventtype", Value: "text", Tag: "free"}, {Field: "action", Value: "x", Tag: "late"},
		},
	}
	for search, want := range map[string]string{
		"EventCode=1 action=x":                "EventCode == 1",
		"action=x":                            "",
		"EventCode=1 OR action=x":             "",
		"EventCode IN (1, 2) NOT x=y":         "EventCode == 1 || EventCode == 2",
		"tag=process":                         "tag == process || eventtype == win_process || sourcetype == win && EventCode == 1",
		"tag=critical":                        "tag == critical || host == h1",
		"tag=free":                            "",
		"tag=late":                            "",
		"tag!=process":                        "",
		"eventtype=loop":                      "",
		"eventtype=win* EventCode=2":          "(eventtype == win* || sourcetype == win && EventCode == 1) && EventCode == 2",
		"started":                             "",
		"EventCode=[search x | return $code]": "",
	} {
		env := &bind.Env{
			Events:   []bind.EventSource{{Name: "events", Source: knowing{k: k}}},
			ParseSPL: func(s *source.Text) (*ast.Search, error) { return parser.SPL(s, parser.MacroSet{}) },
		}
		b := newBinder(env, source.New("test", "search x"))
		b.root = &bind.Dataset{Maps: []bind.FieldMap{{Search: search}}}
		n := b.narrowScan(&plan.Scan{Name: "events", Source: env.Events[0].Source}, env.Events[0].Source)
		require.Empty(t, b.errs)
		f, ok := n.(*plan.Filter)
		require.Equal(t, want != "", ok, search)
		if ok {
			require.Equal(t, want, infix(f.Pred), search)
		}
	}
}

// infix writes a condition of comparisons in short.
func infix(e plan.Expr) string {
	switch e := e.(type) {
	case *plan.Column:
		return e.Name
	case *plan.Const:
		return e.Value.Str()
	case *plan.Call:
		x, y := e.Args[0], e.Args[1]
		switch e.Func.SPL {
		case "and":
			return inner(x) + " && " + inner(y)
		case "or":
			return infix(x) + " || " + infix(y)
		}
		return infix(x) + " == " + infix(y)
	}
	return "?"
}

func inner(e plan.Expr) string {
	if c, ok := e.(*plan.Call); ok && c.Func.SPL == "or" {
		return "(" + infix(e) + ")"
	}
	return infix(e)
}
