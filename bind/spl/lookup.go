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

// lookupCall collects what the lookup table function is told.
type lookupCall struct {
	keys, fields         []string // the lookup's columns and the events' fields to match
	outputs, as          []string // the lookup's columns and the fields they go to
	fresh                []bool   // fill only where the event has no value
	types                []string
	caseInsensitive      bool
	minMatches, maxMatch int
	defaultMatch         string
}

// lookup adds the fields of a lookup's rows that match.
func (b *binder) lookup(in plan.Node, c *spl.Lookup) plan.Node {
	list := append(append(spl.Options(nil), c.Options...), c.More...)
	o := b.options(c, list, "local", "update")
	o.bool("local", false)
	o.bool("update", false)
	l := b.findLookup(c.Table.Span(), c.Table.Text())
	call := &lookupCall{}
	for _, m := range c.Match {
		call.keys = append(call.keys, m.Field.Text())
		call.fields = append(call.fields, aliasOf(m))
	}
	for _, out := range c.Outputs {
		for _, f := range out.Fields {
			call.output(f.Field.Text(), aliasOf(f), out.Kind == "outputnew")
		}
	}
	if len(c.Match) == 0 {
		b.fail(c.Span(), errOptionValue("lookup", "field", "a field to match"))
	}
	if l == nil {
		return b.unknownLookup(in, call)
	}
	if len(c.Outputs) == 0 {
		for _, name := range lookupFields(l) {
			if !slices.Contains(call.keys, name) {
				call.output(name, name, false)
			}
		}
	}
	if !b.matching(c.Table.Span(), c.Span(), c.Table.Text(), l, call) {
		return in
	}
	return call.node(in, b.lookupScan(c.Table.Text(), l))
}

// matching takes over how a lookup matches; false, and an error at the lookup's
// name or all that uses it, when it cannot be used so.
func (b *binder) matching(at, use source.Span, name string, l *bind.Lookup, call *lookupCall) bool {
	if l.Unsupported != "" {
		b.fail(at, errConstruct("a lookup whose definition has "+l.Unsupported))
		return false
	}
	if !l.Source.Open() {
		known := lookupFields(l)
		for _, field := range slices.Concat(call.keys, call.outputs) {
			if !slices.Contains(known, field) {
				b.fail(use, semantic(codeSource, "lookup %q has no field %q%s", name, field, nearest(field, known)))
				return false
			}
		}
	}
	call.rules(l)
	return true
}

func aliasOf(f *spl.AliasedField) string {
	if f.As != nil {
		return f.As.Text()
	}
	return f.Field.Text()
}

func (l *lookupCall) output(name, as string, fresh bool) {
	l.outputs, l.as, l.fresh = append(l.outputs, name), append(l.as, as), append(l.fresh, fresh)
}

// rules takes over how the lookup's definition matches.
func (l *lookupCall) rules(of *bind.Lookup) {
	l.caseInsensitive = of.CaseInsensitive
	for _, k := range l.keys {
		l.types = append(l.types, strings.ToUpper(of.MatchType[k]))
	}
	l.minMatches, l.maxMatch, l.defaultMatch = of.MinMatches, of.MaxMatches, of.DefaultMatch
}

// unknownLookup keeps a checked search going.
func (b *binder) unknownLookup(in plan.Node, l *lookupCall) plan.Node {
	if len(l.as) == 0 {
		return &plan.Union{In: []plan.Node{in, unknownRows("lookup")}}
	}
	var cols []plan.Named
	for _, name := range l.as {
		cols = append(cols, plan.Named{Name: name, Expr: &plan.Const{T: table.TypeDynamic}})
	}
	return set(in, cols...)
}

func (l *lookupCall) node(in, rows plan.Node) plan.Node {
	shape := in.Shape()
	fields := append([]table.Field(nil), shape.Schema.Fields()...)
	for _, name := range l.as {
		if shape.Schema.Index(name) < 0 {
			fields = append(fields, table.Field{Name: name, Type: table.TypeDynamic})
		}
	}
	fresh := make([]table.Value, len(l.fresh))
	for i, f := range l.fresh {
		fresh[i] = table.BoolValue(f)
	}
	return &plan.TableCall{
		Func: functions.Lookup, In: []plan.Node{in, rows}, Of: plan.Shape{Schema: table.NewSchema(fields...), Open: shape.Open},
		Pass: true, Reads: append(append([]string(nil), l.fields...), l.as...),
		Args: functions.TableArgs{
			"keys": stringList(l.keys), "fields": stringList(l.fields), "types": stringList(l.types),
			"outputs": stringList(l.outputs), "as": stringList(l.as), "fresh": table.ArrayValue(fresh),
			"caseinsensitive": table.BoolValue(l.caseInsensitive), "min": table.LongValue(int64(l.minMatches)),
			"max": table.LongValue(int64(l.maxMatch)), "default": table.StringValue(l.defaultMatch),
		},
	}
}

// geoLookup is the name of the lookup that iplocation uses: a column ip of
// addresses or CIDR blocks, and the columns that iplocation adds.
const geoLookup = "iplocation"

// iplocation adds where an address is: from the bound lookup of that name, or
// else as the host's database says.
func (b *binder) iplocation(in plan.Node, c *spl.Iplocation) plan.Node {
	o := b.options(c, c.Options, "prefix", "allfields", "lang")
	call := &lookupCall{keys: []string{"ip"}, fields: names(c.Fields), types: []string{"CIDR"}, maxMatch: 1}
	add := []string{"City", "Country", "Region", "lat", "lon"}
	if o.bool("allfields", false) {
		add = append(add, "Continent", "MetroCode", "Timezone")
	}
	l := b.env.Lookups[geoLookup]
	if l == nil && b.env.GeoIP != nil && len(c.Fields) == 1 {
		return b.located(in, c, add, o)
	}
	for _, name := range add {
		if l == nil || l.Source.Open() || l.Source.Schema().Index(name) >= 0 {
			call.output(name, o.text("prefix", "")+name, false)
		}
	}
	if l == nil {
		b.env.Wants(bind.Need{Kind: bind.NeedLookup, Name: geoLookup, Text: b.text, Span: c.Span()})
		if !b.env.Check {
			b.fail(c.Span(), semantic(codeSource, "iplocation needs a database (--geoip), or a lookup called %q with a field ip of addresses or CIDR blocks, and City, Country, Region, lat, lon", geoLookup))
		}
		return b.unknownLookup(in, call)
	}
	return call.node(in, &plan.Scan{Name: geoLookup, Source: l.Source})
}

// located asks the host's database.
func (b *binder) located(in plan.Node, c *spl.Iplocation, add []string, o options) plan.Node {
	const found = "goshawk place"
	locate := functions.LocateFields(b.env.GeoIP, strings.ToLower(o.text("lang", "en")))
	in = set(in, plan.Named{Name: found, Expr: &plan.Call{
		Func: locate, Args: []plan.Expr{b.column(c.Fields[0].Text())}, T: table.TypeDynamic, Text: b.text, Span: c.Span(),
	}})
	cols := make([]plan.Named, len(add))
	for i, name := range add {
		at := slices.Index(functions.IPLocation, name)
		cols[i] = plan.Named{Name: o.text("prefix", "") + name, Expr: b.call(c.Span(), "rex_pick", column(found), number(int64(at)))}
	}
	return drop(set(in, cols...), found)
}
