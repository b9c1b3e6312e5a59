package goshawk

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/goshawk-lang/goshawk/eval"
	"github.com/goshawk-lang/goshawk/plan"
)

// Profile is told, through [WithProfile], what each stage of a run did. One
// Profile serves one run; it is read when the run has ended.
type Profile struct{ eval eval.Profile }

// Stage is one node of the plan with what it did in a run.
type Stage struct {
	// Operator is the operator of the query that the stage is part of, as
	// written; Line and Column (from 1) are where it starts. They are empty
	// for stages that stand for no single operator.
	Operator     string
	Line, Column int
	// Plan describes the node as Explain does, and Depth is its distance from
	// the last one. Plans made in the run itself (subqueries) start at 0 again.
	Plan  string
	Depth int
	// Rows and Batches left the stage. A stage below a limit may not have
	// been asked for all its rows.
	Rows, Batches int64
	// Time is how long the stage worked, without its inputs, all workers
	// together.
	Time time.Duration
	// Columns are the forms in which its columns left it.
	Columns []ColumnForms

	node       plan.Node
	origin, of *plan.Origin
}

// ColumnForms says in which physical forms (see [table.FormOf]) a column came.
type ColumnForms = eval.ColumnForms

// WithProfile has a run tell p what each of its stages did, at a small cost.
func WithProfile(p *Profile) RunOption { return func(o *runOptions) { o.profile = &p.eval } }

// Stages lists the nodes of the plan, the last operator first and each before
// its inputs.
func (p *Profile) Stages() []Stage {
	var out []Stage
	for _, s := range p.eval.Stages() {
		o := s.Node.Origin()
		out = append(out, Stage{
			Operator: o.String(), Line: o.Line(), Column: o.Column(),
			Plan: plan.Describe(s.Node), Depth: s.Depth,
			Rows: s.Rows, Batches: s.Batches, Time: s.Time, Columns: s.Columns,
			node: s.Node, origin: o, of: o,
		})
	}
	return out
}

// Operators lists the operators of the query with the rows that left each, in
// the order in which rows pass them: the sources first, and the plans made in
// the run itself after the query's own. It has one stage, the last, of each
// operator that the plan has a node of; where the plan applies an operator to
// several inputs, Rows are those of all.
func (p *Profile) Operators() []Stage {
	first := map[*plan.Origin]*Stage{}
	nodes := map[plan.Node]bool{}
	var out []Stage
	var path []*Stage
	var order []*Stage
	// done lists the stages of path that are no deeper any more: each comes
	// after its inputs.
	done := func(depth int) {
		for len(path) > 0 && path[len(path)-1].Depth >= depth {
			if s := path[len(path)-1]; s.origin != nil {
				order = append(order, s)
			}
			path = path[:len(path)-1]
		}
	}
	for _, s := range p.Stages() {
		done(s.Depth)
		above := slices.ContainsFunc(path, func(a *Stage) bool { return a.of == s.origin })
		if known := first[s.origin]; known == nil {
			first[s.origin] = &s
		} else {
			if !above && !nodes[s.node] { // the operator was split over several inputs
				known.Rows += s.Rows
			}
			s.origin = nil
		}
		nodes[s.node] = true
		path = append(path, &s)
	}
	done(0)
	for _, s := range order {
		out = append(out, *s)
	}
	return out
}

// String is the plan as a tree with rows, time and column forms of each stage.
func (p *Profile) String() string {
	var b strings.Builder
	for _, s := range p.Stages() {
		fmt.Fprintf(&b, "%10d rows %9s  %s%s\n", s.Rows, s.Time.Round(10*time.Microsecond), strings.Repeat("  ", s.Depth), s.Plan)
		if forms := s.Forms(); forms != "" {
			fmt.Fprintf(&b, "%26s%s%s\n", "", strings.Repeat("  ", s.Depth+1), forms)
		}
	}
	return b.String()
}

// Forms lists the columns of a stage by form: "text: A, B; constant: C".
func (s Stage) Forms() string {
	columns := s.Columns
	var order []string
	by := map[string][]string{}
	for _, c := range columns {
		form := strings.Join(c.Forms, " or ")
		if _, ok := by[form]; !ok {
			order = append(order, form)
		}
		by[form] = append(by[form], c.Name)
	}
	parts := make([]string, len(order))
	for i, form := range order {
		parts[i] = form + ": " + strings.Join(by[form], ", ")
	}
	return strings.Join(parts, "; ")
}
