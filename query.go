package goshawk

import (
	"context"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/bind"
	bindkql "github.com/goshawk-lang/goshawk/bind/kql"
	bindspl "github.com/goshawk-lang/goshawk/bind/spl"
	"github.com/goshawk-lang/goshawk/eval"
	"github.com/goshawk-lang/goshawk/parser"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// Language is a query language.
type Language string

// The languages.
const (
	KQL Language = "kql"
	SPL Language = "spl"
)

// Query is a compiled query. It is immutable and safe for concurrent use.
type Query struct {
	lang  Language
	bound *bind.Bound
	run   runOptions
}

// Text is query text with what errors should call it: a file's name, the line
// and column of the file at which the query starts (0, 0 for 1:1), and how many
// columns of indentation its further lines have lost.
type Text struct {
	Query, Name          string
	Line, Column, Indent int
	// Origins, in order, say more exactly where stretches of Query stand in
	// a file, when lines and columns are not enough: in a quoted or folded
	// value of a YAML file, for instance.
	Origins []source.Origin
}

func (t Text) source() *source.Text {
	s := source.New(t.Name, t.Query)
	if t.Line > 0 {
		s.Base = source.Position{Line: t.Line, Column: max(1, t.Column)}
		s.Indent = t.Indent
	}
	s.Origins = t.Origins
	return s
}

// CompileKQL parses and binds a KQL query.
func (e *Engine) CompileKQL(query string) (*Query, error) {
	return e.Compile(KQL, Text{Query: query})
}

// CompileSPL expands, parses and binds an SPL search.
func (e *Engine) CompileSPL(search string) (*Query, error) {
	return e.Compile(SPL, Text{Query: search})
}

// Compile parses and binds a query. The error is an [*Error] or [Errors].
func (e *Engine) Compile(lang Language, text Text) (*Query, error) {
	bound, err := e.bind(lang, text, nil)
	if err != nil {
		return nil, err
	}
	return &Query{lang: lang, bound: bound, run: e.run}, nil
}

func (e *Engine) bind(lang Language, t Text, check *Inspection) (bound *bind.Bound, err error) {
	defer func() {
		// A panic while compiling is a bug of ours; an embedding program
		// survives it.
		if p := recover(); p != nil {
			bound, err = nil, &source.Error{Code: "GH999", Kind: source.Runtime, Message: fmt.Sprintf("internal error: %v", p), Cause: fmt.Errorf("%s", debug.Stack())}
		}
	}()
	text := t.source()
	env, macros := e.env(text)
	if check != nil {
		check.prepare(env)
	}
	if lang == SPL {
		search, err := parser.SPL(text, macros)
		if err != nil {
			return nil, err
		}
		env.ParseSPL = func(t *source.Text) (*spl.Search, error) { return parser.SPL(t, macros) }
		return bindspl.Bind(search, env)
	}
	q, err := parser.KQL(text)
	if err != nil {
		return nil, err
	}
	return bindkql.Bind(q, env)
}

// Language is the query's language.
func (q *Query) Language() Language { return q.lang }

// Schema lists the columns of the result that are known before a run; open
// says that a run may bring more (an SPL search over events).
func (q *Query) Schema() (schema *table.Schema, open bool) {
	s := q.bound.Plan.Shape()
	return s.Schema, s.Open
}

// Render is the visualization that the query asks for, or nil.
func (q *Query) Render() *bind.Render { return q.bound.Render }

// Warnings are findings that did not stop the compilation.
func (q *Query) Warnings() Errors { return q.bound.Warnings }

// Explain prints the plan as it will be run, the last operator first.
func (q *Query) Explain() string {
	n := q.bound.Plan
	if !q.run.noRewrite {
		n = plan.Optimize(n)
	}
	return plan.Explain(n)
}

// Run starts the query. The result must be closed.
func (q *Query) Run(ctx context.Context, opts ...RunOption) (*Result, error) {
	o := q.run
	for _, f := range opts {
		f(&o)
	}
	res, err := eval.Run(ctx, q.bound.Plan, eval.Options{
		Now: q.clock(o), Zone: o.zone, Workers: o.workers, BatchRows: o.batchRows, NoRewrites: o.noRewrite, Profile: o.profile,
		Limits: eval.Limits{Rows: o.rows, Memory: o.memory, Duration: o.duration, Waited: o.waited},
	})
	if err != nil {
		return nil, err
	}
	return &Result{res: res, loose: q.lang == SPL}, nil
}

// clock is what now() gives in a run: what the query says, or the options.
func (q *Query) clock(o runOptions) table.DateTime {
	switch {
	case q.bound.Now != nil:
		return *q.bound.Now
	case o.now != nil:
		return table.FromTime(o.now())
	}
	return table.FromTime(time.Now())
}

// Table runs the query to its end and collects the result.
func (q *Query) Table(ctx context.Context, opts ...RunOption) (*table.Table, error) {
	res, err := q.Run(ctx, opts...)
	if err != nil {
		return nil, err
	}
	defer res.Close()
	return res.Table()
}
