package spl

import (
	"sort"
	"strings"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/bind"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// Bind makes the plan of a search. The error is a [*source.Error] or a
// [source.List] of all that is wrong with it, of kind semantic or unsupported.
func Bind(s *spl.Search, env *bind.Env) (*bind.Bound, error) {
	b := newBinder(env, s.Text)
	n := b.pipeline(s.Pipeline)
	if err := b.err(); err != nil {
		return nil, err
	}
	return &bind.Bound{Plan: n, Warnings: b.warnings, Ordered: b.ordered}, nil
}

// binder is the state of binding one search, or one piece of SPL that came
// about in the run.
type binder struct {
	env *bind.Env
	// text is what the tree's spans lie in: the search after macro expansion.
	text     *source.Text
	errs     source.List
	warnings source.List
	ordered  bool
	// resolve, unless nil, finds the field that a name stands for (tstats).
	resolve func(name string) plan.Expr
	depth   int
	// extra are the texts of data models that are being bound, root the dataset
	// whose maps choose the events.
	extra []string
	root  *bind.Dataset
	// typing are the event types around what is being bound, and types those
	// that an event type's search may name.
	typing []string
	types  []table.EventType
	// timeFormat, unless empty, is how a search writes starttime and endtime.
	timeFormat string
	// exact makes search expressions compare in the case of letters as written.
	exact    bool
	nested   int // subsearches around what is being bound
	together int // multisearch commands around it, which order all their events
	delims   delimiters
	// since and until, unless nil, are the bounds of time that the search names.
	since, until plan.Expr
	// statistic, unless nil, binds the statistical functions in an expression
	// over aggregates; it returns nil for other functions.
	statistic func(*spl.Call) plan.Expr
	// lookups, unless nil, takes the calls of lookup() in what is being bound.
	lookups *[]lookupValue
}

func newBinder(env *bind.Env, text *source.Text) *binder {
	if text == nil {
		text = env.Text
	}
	return &binder{env: env, text: text}
}

// inner is a binder for SPL that is read while the search runs.
func (b *binder) inner(text *source.Text) *binder {
	return &binder{env: b.env, text: text, depth: b.depth + 1, delims: b.delims.clone(), since: b.since, until: b.until}
}

func (b *binder) err() error {
	sort.SliceStable(b.errs, func(i, j int) bool { return b.errs[i].Span.Start < b.errs[j].Span.Start })
	return b.errs.Err()
}

// pipeline binds commands one after the other. A first command that makes no
// rows of its own reads the events.
func (b *binder) pipeline(p *spl.Pipeline) plan.Node {
	resolve, delims := b.resolve, b.delims
	b.resolve, b.delims = nil, delimiters{}
	if p.Sub {
		b.nested++
	}
	defer func() {
		b.resolve, b.delims = resolve, delims
		if p.Sub {
			b.nested--
		}
	}()
	var n plan.Node
	for i, c := range p.Commands {
		if i == 0 {
			if made := b.generate(c); made != nil {
				n = made
				plan.Mark(n, b.text, c.Span())
				continue
			}
			n = b.rows(c)
		}
		n = b.command(n, c)
		if i == 0 && b.readsEvents(c) {
			n = b.newestFirst(n)
		}
		plan.Mark(n, b.text, c.Span())
	}
	return n
}

// follow binds commands to rows that are there already.
func (b *binder) follow(n plan.Node, p *spl.Pipeline) plan.Node {
	for _, c := range p.Commands {
		n = b.command(n, c)
		plan.Mark(n, b.text, c.Span())
	}
	return n
}

// rows are what a first command works on that makes none of its own.
func (b *binder) rows(c spl.Command) plan.Node {
	if in := b.env.Input; !b.readsEvents(c) {
		return b.informed(&plan.Scan{Name: "input", Source: in}, in, c)
	}
	return b.events(c)
}

// readsEvents reports whether a first command that makes no rows works on the
// events, not on rows that the caller gives.
func (b *binder) readsEvents(c spl.Command) bool {
	if b.env.Input == nil || b.depth > 0 || b.nested > 0 {
		return true
	}
	_, searches := c.(*spl.SearchCommand)
	return searches && len(b.env.Events) > 0 && !b.piped()
}

// newestFirst puts events into the order in which Splunk finds them, if that is
// wanted: the latest first, of those of one time the last. An event without a
// time is behind all others.
func (b *binder) newestFirst(n plan.Node) plan.Node {
	if !b.env.NewestFirst || b.together > 0 {
		return n
	}
	key := plan.SortKey{Expr: column("_time"), Order: plan.OrderNumber, NullsFirst: true}
	return &plan.Limit{Input: &plan.Sort{Input: n, Keys: []plan.SortKey{key}, Limit: -1}, N: plan.AllRows, Last: true}
}

// piped reports whether the search begins with a pipe.
func (b *binder) piped() bool {
	return b.text != nil && strings.HasPrefix(strings.TrimSpace(b.text.Body), "|")
}

// events is the union of all bound sources.
func (b *binder) events(c spl.Command) plan.Node {
	scans := make([]plan.Node, len(b.env.Events))
	for i, e := range b.env.Events {
		scans[i] = b.informed(b.narrowScan(&plan.Scan{Name: e.Name, Source: e.Source}, e.Source), e.Source, c)
	}
	switch {
	case len(scans) == 1:
		return scans[0]
	case len(scans) > 1:
		return &plan.Union{In: scans}
	case !b.env.Check:
		b.fail(c.Span(), errNoEvents())
	}
	return unknownRows("events")
}

// column is a field of the rows; a field has no static type.
func (b *binder) column(name string) plan.Expr {
	if b.resolve != nil {
		return b.resolve(name)
	}
	return column(name)
}

func column(name string) *plan.Column { return &plan.Column{Name: name, T: table.TypeDynamic} }

func text(s string) *plan.Const { return constant(table.StringValue(s)) }

func number(n int64) *plan.Const { return constant(table.LongValue(n)) }

func constant(v table.Value) *plan.Const { return &plan.Const{Value: v, T: v.Type()} }

// call is a late-bound call of a function of the catalog.
func (b *binder) call(span source.Span, name string, args ...plan.Expr) plan.Expr {
	f := functions.SPL().Scalar(name)
	if f == nil {
		b.fail(span, errNoKernel(name))
		return text("")
	}
	return &plan.Call{Func: f, Args: args, T: table.TypeDynamic, Text: b.text, Span: span}
}

// set gives columns new values one after the other, each seeing the ones
// before it; columns that do not depend on one another share a node.
func set(n plan.Node, cols ...plan.Named) plan.Node {
	var group []plan.Named
	made := map[string]bool{}
	flush := func() {
		if len(group) > 0 {
			n = &plan.Project{Input: n, Cols: group, Keep: true}
			group, made = nil, map[string]bool{}
		}
	}
	for _, c := range cols {
		depends := made[c.Name]
		plan.Columns(c.Expr, func(name string) { depends = depends || made[name] || name == plan.AllColumns })
		if depends {
			flush()
		}
		group, made[c.Name] = append(group, c), true
	}
	flush()
	return n
}

// drop leaves out columns that only the plan needed.
func drop(n plan.Node, names ...string) plan.Node { return &plan.Pick{Input: n, Drop: names} }

// closed lists the columns of a node when all are known before the run.
func closed(n plan.Node) (names []string, ok bool) {
	s := n.Shape()
	return s.Schema.Names(), !s.Open
}
