package spl

import (
	"maps"
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// informed adds to events what their configuration says beyond extraction, in
// the order of Splunk's search-time operations: calculated fields, automatic
// lookups, event types, tags; each only where the search names it. c is the
// command that reads the events.
func (b *binder) informed(in plan.Node, src table.Source, c spl.Command) plan.Node {
	knowing, ok := src.(table.Knowing)
	if !ok {
		return in
	}
	k := knowing.Knowledge()
	if k == nil {
		return in
	}
	k = narrowed(k, c)
	w := b.wanted(k)
	if cols := b.calculated(k, w.fields); len(cols) > 0 {
		in = &plan.Project{Input: in, Cols: cols, Keep: true}
	}
	for i := range k.Lookups {
		if w.lookups[i] {
			in = b.autoLookup(in, &k.Lookups[i])
		}
	}
	if len(w.types) > 0 {
		in = set(in, plan.Named{Name: "eventtype", Expr: b.eventTypes(w.types, k.EventTypes)})
	}
	if len(w.tags) > 0 {
		in = set(in, b.tagFields(w.tags)...)
	}
	return in
}

// wanted is what a search uses of the knowledge.
type wanted struct {
	fields  *mentions
	lookups []bool
	types   []table.EventType
	tags    map[string][]table.FieldTag // by the field that they go to
}

// wanted follows the names in the search back through the operations: tags
// look at event types, these at looked up fields, these at calculated ones.
func (b *binder) wanted(k *table.Knowledge) wanted {
	body := strings.Join(b.texts(), "\n")
	for _, t := range k.Transactions {
		if strings.Contains(body, t.Name) {
			body += "\n" + definition(t, nil)
		}
	}
	w := wanted{fields: mentioned(body), lookups: make([]bool, len(k.Lookups)), tags: map[string][]table.FieldTag{}}
	if w.fields.has("tag") && !w.fields.all {
		names, all := comparedWith(body, "tag")
		w.tag("tag", k.Tags, names, all, "")
	}
	for name := range w.fields.words {
		if field, ok := strings.CutPrefix(name, "tag::"); ok {
			w.tag(name, k.Tags, nil, true, field)
		}
	}
	names, all := comparedWith(body, "eventtype")
	for _, list := range w.tags {
		for _, t := range list {
			w.fields.words[t.Field] = true
			if t.Field == "eventtype" {
				names = append(names, t.Value)
			}
		}
	}
	if w.fields.words["eventtype"] {
		for _, t := range k.EventTypes {
			if all || anyName(names, t.Name) {
				w.types = append(w.types, t)
				w.search(k, t.Search, 0)
			}
		}
	}
	for i := len(k.Lookups) - 1; i >= 0; i-- {
		w.lookup(b, k, i)
	}
	return w
}

// search adds what an event type's search names, through the event types that
// it names itself.
func (w *wanted) search(k *table.Knowledge, body string, depth int) {
	w.fields.add(body)
	names, all := comparedWith(body, "eventtype")
	for _, t := range k.EventTypes {
		if depth < maxDepth && (all || anyName(names, t.Name)) {
			w.search(k, t.Search, depth+1)
		}
	}
}

func (w *wanted) tag(column string, tags []table.FieldTag, names []string, all bool, field string) {
	for _, t := range tags {
		if (all || anyName(names, t.Tag)) && (field == "" || field == t.Field) {
			w.tags[column] = append(w.tags[column], t)
		}
	}
}

func (w *wanted) lookup(b *binder, k *table.Knowledge, i int) {
	l := &k.Lookups[i]
	outputs := l.Outputs
	if found := b.env.Lookups[l.Table]; len(outputs) == 0 && found != nil {
		for _, name := range lookupFields(found) {
			outputs = append(outputs, table.LookupField{Lookup: name, Event: name})
		}
	}
	for _, f := range outputs {
		w.lookups[i] = w.lookups[i] || w.fields.has(f.Event)
	}
	if w.lookups[i] {
		for _, f := range l.Inputs {
			w.fields.words[f.Event] = true
		}
	}
}

// anyName reports whether a name is one of those that a search compares with,
// in any case of letters, * standing for any text.
func anyName(names []string, name string) bool {
	for _, n := range names {
		if plan.MatchName(strings.ToLower(n), strings.ToLower(name)) {
			return true
		}
	}
	return false
}

// texts are the search's text and those that its data models bring.
func (b *binder) texts() []string {
	var out []string
	if b.text != nil {
		out = append(out, b.text.Body)
	}
	return append(out, b.extra...)
}

// inScope is true for the events that a setting is for; nil for all events.
func (b *binder) inScope(s table.EventScope) plan.Expr {
	var field plan.Expr = column(string(s.Kind))
	switch {
	case s.Kind == table.ScopeDefault:
		return nil
	case s.Regex != "":
		return b.call(b.span(), "match", field, text(s.Regex))
	}
	return b.call(b.span(), "=", field, text(s.Pattern))
}

// calculated are the fields of EVAL settings. All see the fields as they were
// before; the setting of the strongest scope wins.
func (b *binder) calculated(k *table.Knowledge, names *mentions) []plan.Named {
	var order []string
	cases := map[string][]plan.Expr{}
	for i := len(k.Calculated) - 1; i >= 0; i-- {
		c := &k.Calculated[i]
		if !names.has(c.Field) || c.Scope.Kind == table.ScopeDefault && names.all && !names.words[c.Field] {
			continue // A wildcard does not ask for the fields that every event could have.
		}
		x := b.quietly("EVAL-"+c.Field, "| eval x="+c.Expression, func(s *spl.Search, inner *binder) plan.Expr {
			e, ok := s.Commands[0].(*spl.Eval)
			if !ok || len(s.Commands) != 1 || len(e.Assignments) != 1 {
				return nil
			}
			return inner.expr(e.Assignments[0].X)
		})
		if x == nil {
			continue
		}
		if cases[c.Field] == nil {
			order = append(order, c.Field)
		}
		when := b.inScope(c.Scope)
		if when == nil {
			when = constant(table.BoolValue(true))
		}
		cases[c.Field] = append(cases[c.Field], when, x)
	}
	cols := make([]plan.Named, len(order))
	for i, name := range order {
		args := append(cases[name], constant(table.BoolValue(true)), column(name))
		cols[len(order)-1-i] = plan.Named{Name: name, Expr: b.call(b.span(), "case", args...)}
	}
	return cols
}

// quietly binds text of the configuration. What is wrong with it is a warning:
// Splunk passes over such settings too.
func (b *binder) quietly(name, body string, bind func(*spl.Search, *binder) plan.Expr) plan.Expr {
	scratch := b.inner(b.text)
	s, inner := scratch.parseAs(source.Span{}, name, body)
	var x plan.Expr
	errs := scratch.errs
	if s != nil {
		inner.typing = b.typing
		x = bind(s, inner)
		errs = append(errs, inner.errs...)
	}
	for _, e := range errs {
		w := *e
		b.warnings = append(b.warnings, &w)
	}
	if len(errs) > 0 {
		return nil
	}
	return x
}

// autoLookup applies a lookup to the events of its scope.
func (b *binder) autoLookup(in plan.Node, l *table.AutoLookup) plan.Node {
	found := b.env.Lookups[l.Table]
	if found == nil {
		if !b.env.Check {
			e := errLookup(l.Table, nil)
			b.warnings = append(b.warnings, &source.Error{Code: e.code, Kind: e.kind, Message: e.message + ", which LOOKUP-" + l.Class + " applies to events"})
		}
		return in
	}
	if found.Unsupported != "" {
		b.warn(b.span(), errConstruct("LOOKUP-"+l.Class+": a lookup whose definition has "+found.Unsupported))
		return in
	}
	call := &lookupCall{}
	for _, f := range l.Inputs {
		call.keys, call.fields = append(call.keys, f.Lookup), append(call.fields, f.Event)
	}
	outputs := l.Outputs
	if len(outputs) == 0 {
		for _, name := range lookupFields(found) {
			if !anyName(call.keys, name) {
				outputs = append(outputs, table.LookupField{Lookup: name, Event: name})
			}
		}
	}
	call.rules(found)
	scan := b.lookupScan(l.Table, found)
	when := b.inScope(l.Scope)
	var after []plan.Named
	var temporary []string
	for _, f := range outputs {
		if found.Source.Schema().Index(f.Lookup) < 0 {
			continue
		}
		if when == nil {
			call.output(f.Lookup, f.Event, l.KeepExisting)
			continue
		}
		name := "_goshawk_" + f.Event
		call.output(f.Lookup, name, false)
		temporary = append(temporary, name)
		first, second := column(name), column(f.Event)
		if l.KeepExisting {
			first, second = second, first
		}
		value := b.call(b.span(), "if", when, b.call(b.span(), "coalesce", first, second), column(f.Event))
		after = append(after, plan.Named{Name: f.Event, Expr: value})
	}
	if len(call.as) == 0 {
		return in
	}
	out := call.node(in, scan)
	if len(after) > 0 {
		out = drop(&plan.Project{Input: out, Cols: after, Keep: true}, temporary...)
	}
	return out
}

// eventTypes is the list of the event types that an event is of, its own
// field before them. all are those that their searches may name.
func (b *binder) eventTypes(types, all []table.EventType) plan.Expr {
	args := []plan.Expr{column("eventtype")}
	for i := range types {
		if when := b.eventType(all, &types[i]); when != nil {
			args = append(args, b.call(b.span(), "if", when, text(types[i].Name), &plan.Const{T: table.TypeDynamic}))
		}
	}
	return b.call(b.span(), "mvdedup", b.call(b.span(), "mvappend", args...))
}

// eventType is true for the events of a type, nil when its search cannot be
// read.
func (b *binder) eventType(types []table.EventType, t *table.EventType) plan.Expr {
	for _, open := range b.typing {
		if open == t.Name {
			b.warnings = append(b.warnings, &source.Error{Code: codeConstruct, Kind: source.Semantic, Message: "event type " + strings.Join(append(b.typing, t.Name), " -> ") + " is made of itself"})
			return nil
		}
	}
	b.typing = append(b.typing, t.Name)
	defer func() { b.typing = b.typing[:len(b.typing)-1] }()
	return b.quietly("eventtype "+t.Name, "search "+t.Search, func(s *spl.Search, inner *binder) plan.Expr {
		c, ok := s.Commands[0].(*spl.SearchCommand)
		if !ok || len(s.Commands) != 1 {
			return nil
		}
		inner.types = types
		return inner.predicate(c.X)
	})
}

// ofType is `eventtype=pattern` inside another event type's search.
func (b *binder) ofType(span source.Span, pattern string) plan.Expr {
	var out plan.Expr
	for i := range b.types {
		if anyName([]string{pattern}, b.types[i].Name) {
			if when := b.eventType(b.types, &b.types[i]); when != nil {
				out = b.both(span, "or", out, when)
			}
		}
	}
	if out == nil {
		return constant(table.BoolValue(false))
	}
	return out
}

// tagFields are tag and tag::field: the tags of an event's field values.
func (b *binder) tagFields(tags map[string][]table.FieldTag) []plan.Named {
	var cols []plan.Named
	for _, name := range slices.Sorted(maps.Keys(tags)) {
		args := []plan.Expr{column(name)}
		for _, t := range tags[name] {
			when := b.call(b.span(), "search=", column(t.Field), text(t.Value))
			args = append(args, b.call(b.span(), "if", when, text(t.Tag), &plan.Const{T: table.TypeDynamic}))
		}
		cols = append(cols, plan.Named{Name: name, Expr: b.call(b.span(), "mvdedup", b.call(b.span(), "mvappend", args...))})
	}
	return cols
}
