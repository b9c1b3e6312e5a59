package goshawk

import (
	"context"
	"slices"
	"time"

	"github.com/goshawk-lang/goshawk/eval"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// Place is a stretch of a query as it was written: of the query itself, or of
// the file that it stands in. The end is exclusive.
type Place struct {
	// File is what the text is called; it may be empty.
	File string
	// Lines and columns count from 1, columns in code points.
	Line, Column, EndLine, EndColumn int
}

// PlaceOf is the place of a span of a text, traced back to where it was
// written. What a macro brought stands where the macro was called.
func PlaceOf(t *source.Text, s source.Span) Place {
	if t == nil {
		return Place{}
	}
	written, first := called(t, s)
	start := written.Position(first.Start)
	p := Place{File: written.Name, Line: start.Line, Column: start.Column, EndLine: start.Line, EndColumn: start.Column}
	end := first.End
	if s.Len() > 1 {
		// A stretch may be cut in pieces on its way; its last byte tells where
		// it ends, unless that stands in another text.
		if other, last := called(t, source.Span{Start: s.End - 1, End: s.End}); other == written {
			end = last.End
		}
	}
	if e := written.Position(end); e.Line > p.Line || e.Line == p.Line && e.Column > p.Column {
		p.EndLine, p.EndColumn = e.Line, e.Column
	}
	return p
}

// called is Written, but leads to the call of the outermost macro instead of
// into its definition.
func called(t *source.Text, s source.Span) (*source.Text, source.Span) {
	for {
		written, span, trace := t.Written(s)
		if len(trace) == 0 || trace[len(trace)-1].CallText == nil {
			return written, span
		}
		outer := trace[len(trace)-1]
		t, s = outer.CallText, outer.Call
	}
}

// Trace tells where in a query its rows were lost.
type Trace struct {
	// Stages are the operators in the order in which rows pass them, those of
	// joined tables and subsearches before the operator that takes them.
	Stages []TraceStage
	// Died is the stage that lost the last row, or -1 when rows came out. A
	// stage without rows that do not matter (one side of a union) is passed over.
	Died int
	// Miss is about the conditions of that stage when it is a filter, else nil.
	Miss *Miss
}

// TraceStage is one operator with the number of rows that left it.
type TraceStage struct {
	Text  string
	Place Place
	Rows  int64
}

// Miss tells how near rows came to passing a filter that let none pass.
type Miss struct {
	// Rows is how many rows came to the filter.
	Rows int64
	// Conditions are its parts that must all hold.
	Conditions []MissedCondition
	// Nearest is the first of the rows that fail the fewest conditions, with
	// the columns that the conditions read first.
	Nearest []NamedValue
}

// MissedCondition is one part of a filter.
type MissedCondition struct {
	Text  string
	Place Place
	// Failing is how many rows do not meet it; Nearest says that the nearest
	// row is one of them.
	Failing int64
	Nearest bool
}

// NamedValue is a column's value.
type NamedValue struct {
	Name  string
	Value table.Value
}

// Trace runs the query to find where its rows are lost. It runs the plan as it
// was bound and, when a filter let nothing pass, the part before it again, so
// it takes longer than a run.
func (q *Query) Trace(ctx context.Context, opts ...RunOption) (*Trace, error) {
	o := q.run
	for _, f := range opts {
		f(&o)
	}
	if o.now == nil {
		now := time.Now()
		Now(now)(&o)
	}
	o.noRewrite, o.rows = true, 0
	var p Profile
	o.profile = &p.eval
	if err := drain(ctx, q.bound.Plan, o, nil); err != nil {
		return nil, err
	}
	rows := map[plan.Node]int64{}
	for _, s := range p.eval.Stages() {
		rows[s.Node] = s.Rows
	}
	t := &Trace{Died: -1}
	var origins []*plan.Origin
	for _, s := range p.Operators() {
		origins = append(origins, s.origin)
		t.Stages = append(t.Stages, TraceStage{Text: s.Operator, Place: PlaceOf(s.origin.Text, s.origin.Span), Rows: s.Rows})
	}
	if rows[q.bound.Plan] > 0 {
		return t, nil
	}
	culprit := blame(q.bound.Plan, rows)
	t.Died = slices.Index(origins, culprit.Origin())
	if f, ok := culprit.(*plan.Filter); ok {
		miss, err := nearestMiss(ctx, f, q.bound.Plan, o)
		if err != nil {
			return nil, err
		}
		t.Miss = miss
	}
	return t, nil
}

// drain runs a plan to its end and shows each batch to see, if it is not nil.
func drain(ctx context.Context, n plan.Node, o runOptions, see func(*table.Batch)) error {
	res, err := eval.Run(ctx, n, eval.Options{
		Now: table.FromTime(o.now()), Zone: o.zone, Workers: o.workers, BatchRows: o.batchRows, NoRewrites: o.noRewrite, Profile: o.profile,
		Limits: eval.Limits{Memory: o.memory, Duration: o.duration},
	})
	if err != nil {
		return err
	}
	defer res.Close()
	for {
		b, err := res.Next()
		if err != nil || b == nil {
			return err
		}
		if see != nil {
			see(b)
		}
	}
}

// blame is the node that lost the last row: the deepest one without rows whose
// having none is why n has none.
func blame(n plan.Node, rows map[plan.Node]int64) plan.Node {
	empty := func(in plan.Node) bool { return rows[in] == 0 }
	switch x := n.(type) {
	case *plan.Join:
		switch {
		case x.Kind != plan.RightOuter && x.Kind != plan.FullOuter && x.Kind != plan.RightAnti && empty(x.Left):
			return blame(x.Left, rows)
		case x.Kind != plan.LeftOuter && x.Kind != plan.FullOuter && x.Kind != plan.LeftAnti && empty(x.Right):
			return blame(x.Right, rows)
		}
	case *plan.Union:
		if len(x.In) > 0 && !slices.ContainsFunc(x.In, func(in plan.Node) bool { return !empty(in) }) {
			return blame(x.In[0], rows)
		}
	case *plan.Limit:
		// It asks for no more rows than it needs.
		if x.N > 0 && empty(x.Input) {
			return blame(x.Input, rows)
		}
	default:
		if in := n.Inputs(); len(in) > 0 && empty(in[0]) {
			return blame(in[0], rows)
		}
	}
	return n
}
