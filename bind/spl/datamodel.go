package spl

import (
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/bind"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// model is what a search reads of a data model: rows whose columns are bare
// field names.
type model struct {
	rows plan.Node
	// datasets are the names that may stand before a field's.
	datasets []string
	// prefixed says that columns have their dataset's name before them, as
	// those of several root datasets have.
	prefixed bool
	// set is nil when the rows are those of a bound table.
	set *bind.Dataset
}

// model finds a data model's rows: a bound table, or else the events through
// the maps of the dataset. used are names of fields that tell which of several
// root datasets is meant when only the model is named.
func (b *binder) model(c spl.Command, span source.Span, name string, used []string) model {
	if src := b.findModel(name); src != nil {
		return model{rows: &plan.Scan{Name: name, Source: src}, datasets: strings.Split(name, ".")}
	}
	sets := b.datasets(span, name, used)
	switch len(sets) {
	case 0:
		b.env.Wants(bind.Need{Kind: bind.NeedDataModel, Name: name, Text: b.text, Span: span})
		if !b.env.Check {
			b.fail(span, errDataModel(name, b.models(span)))
		}
		return model{rows: unknownRows(name), datasets: strings.Split(name, ".")}
	case 1:
		return b.mapped(c, span, sets[0])
	}
	m := model{prefixed: true}
	var in []plan.Node
	for _, d := range sets {
		one := b.mapped(c, span, d)
		rename := []plan.Renaming{}
		for _, f := range d.Fields {
			rename = append(rename, plan.Renaming{From: f, To: d.Name + "." + f})
		}
		in = append(in, &plan.Pick{Input: one.rows, Keep: append(slices.Clone(eventFields), d.Fields...), Rename: rename})
	}
	m.rows = &plan.Union{In: in}
	return m
}

// eventFields are what every row of a dataset has of its event.
var eventFields = []string{"_time", "_raw", "host", "source", "sourcetype", "index"}

// models are the data models that are known.
func (b *binder) models(span source.Span) bind.DataModels {
	if b.env.DataModels == nil {
		return nil
	}
	all, err := b.env.DataModels()
	if err != nil {
		b.fail(span, semantic(codeSource, "data models cannot be read: %v", err))
	}
	return all
}

// datasets are those that a name means: one, or the roots of a model.
func (b *binder) datasets(span source.Span, name string, used []string) []*bind.Dataset {
	all := b.models(span)
	if d := all.Find(name); d != nil {
		return []*bind.Dataset{d}
	}
	roots := all.Roots(name)
	var named []*bind.Dataset
	for _, d := range roots {
		if slices.ContainsFunc(used, func(f string) bool { return strings.HasPrefix(f, d.Name+".") }) {
			named = append(named, d)
		}
	}
	if len(named) > 0 {
		return named
	}
	return roots
}

// mapped reads the events through a dataset's maps.
func (b *binder) mapped(c spl.Command, span source.Span, d *bind.Dataset) model {
	line := b.models(span).Line(d)
	m := model{set: d, datasets: []string{d.Model}}
	if line == nil {
		b.fail(span, semantic(codeSource, "dataset %q of data model %q has no parent %q", d.Name, d.Model, d.Parent))
		m.rows = unknownRows(d.Name)
		return m
	}
	outer := b.resolve
	b.resolve = nil
	defer func() { b.resolve = outer }()
	b.extra, b.root = modelTexts(line), line[0]
	n := b.events(c)
	b.extra, b.root = nil, nil
	for _, d := range line {
		m.datasets = append(m.datasets, d.Name)
		from := d.Model + "." + d.Name
		if d.Parent == "" {
			n = b.fieldMaps(n, span, d)
		} else if d.Search != "" {
			n = &plan.Filter{Input: n, Pred: b.modelSearch(span, from, d.Search)}
		}
		if cols := b.modelFields(span, from, d.Calculated); len(cols) > 0 {
			n = &plan.Project{Input: n, Cols: cols, Keep: true}
		}
		var cols []plan.Named
		for _, f := range d.Unknown {
			cols = append(cols, plan.Named{Name: f, Expr: b.call(b.span(), "coalesce", column(f), text("unknown"))})
		}
		if len(cols) > 0 {
			n = &plan.Project{Input: n, Cols: cols, Keep: true}
		}
	}
	m.rows = n
	return m
}

// modelTexts are the searches and expressions of datasets, and the fields that
// events may bring themselves.
func modelTexts(line []*bind.Dataset) []string {
	var out []string
	for _, d := range line {
		out = append(out, d.Search)
		for _, f := range d.Calculated {
			out = append(out, f.Expression)
		}
		for _, m := range d.Maps {
			out = append(out, m.Search)
			for _, f := range m.Fields {
				out = append(out, f.Expression)
			}
		}
	}
	return out
}

// mapColumn says which map an event went through.
const mapColumn = "_goshawk_map"

// fieldMaps keeps the events that a map of a dataset finds and computes its
// fields, each event by the first such map.
func (b *binder) fieldMaps(in plan.Node, span source.Span, d *bind.Dataset) plan.Node {
	var which []plan.Expr
	fields := map[string][]plan.Expr{}
	var order []string
	for i, m := range d.Maps {
		which = append(which, b.modelSearch(span, m.File, m.Search), number(int64(i)))
		for _, f := range b.modelFields(span, m.File, m.Fields) {
			if fields[f.Name] == nil {
				order = append(order, f.Name)
			}
			mine := b.call(b.span(), "=", column(mapColumn), number(int64(i)))
			fields[f.Name] = append(fields[f.Name], mine, f.Expr)
		}
	}
	if len(which) == 0 {
		return &plan.Limit{Input: in}
	}
	in = set(in, plan.Named{Name: mapColumn, Expr: b.call(b.span(), "case", which...)})
	in = &plan.Filter{Input: in, Pred: b.call(b.span(), "isnotnull", column(mapColumn))}
	var cols []plan.Named
	for _, name := range order {
		args := append(fields[name], constant(table.BoolValue(true)), column(name))
		cols = append(cols, plan.Named{Name: name, Expr: b.call(b.span(), "case", args...)})
	}
	if len(cols) > 0 {
		in = &plan.Project{Input: in, Cols: cols, Keep: true}
	}
	return drop(in, mapColumn)
}

// modelSearch binds a search of a data model's files.
func (b *binder) modelSearch(span source.Span, from, body string) plan.Expr {
	x, inner := b.parseAs(span, from, "search "+body)
	if x != nil && len(x.Commands) == 1 {
		if c, ok := x.Commands[0].(*spl.SearchCommand); ok {
			e := inner.predicate(c.X)
			b.errs = append(b.errs, inner.errs...)
			return e
		}
	}
	if x != nil {
		b.fail(span, errValue("search of "+from, body))
	}
	return constant(table.BoolValue(false))
}

// modelFields binds the expressions of a data model's files; each sees the
// rows as they were before.
func (b *binder) modelFields(span source.Span, from string, list []bind.ModelField) []plan.Named {
	if len(list) == 0 {
		return nil
	}
	var body strings.Builder
	body.WriteString("| eval ")
	for i, f := range list {
		if i > 0 {
			body.WriteString(", ")
		}
		body.WriteString(`"` + f.Name + `"=` + f.Expression)
	}
	s, inner := b.parseAs(span, from, body.String())
	if s == nil || len(s.Commands) != 1 {
		return nil
	}
	c, ok := s.Commands[0].(*spl.Eval)
	if !ok {
		return nil
	}
	var cols []plan.Named
	for _, a := range c.Assignments {
		cols = append(cols, plan.Named{Name: a.Target.Text(), Expr: inner.expr(a.X)})
	}
	b.errs = append(b.errs, inner.errs...)
	return cols
}

// field finds a data model's field: as written, or without the datasets
// before it.
func (m model) field(name string) plan.Expr {
	s := m.rows.Shape()
	if m.prefixed || s.Schema.Index(name) >= 0 {
		return column(name)
	}
	bare := name
	for {
		head, rest, ok := strings.Cut(bare, ".")
		if !ok || !slices.Contains(m.datasets, head) {
			break
		}
		bare = rest
	}
	if bare != name {
		return column(bare)
	}
	// A bound table may be of any dataset.
	if _, rest, ok := strings.Cut(name, "."); ok && m.set == nil {
		if s.Schema.Index(rest) >= 0 {
			return column(rest)
		}
		if s.Open {
			return either(name, rest)
		}
	}
	return column(name)
}

// either is the first of two fields, or else the second.
func either(first, second string) plan.Expr {
	return &plan.Call{Func: functions.SPL().Scalar("coalesce"), Args: []plan.Expr{column(first), column(second)}, T: table.TypeDynamic}
}
