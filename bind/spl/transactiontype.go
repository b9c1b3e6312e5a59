package spl

import (
	"maps"
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// typedTransaction is `transaction name=type`: the options of the type, as far
// as the search does not give them itself, stand before those of the search. Its
// rows have the type's name in transactiontype.
func (b *binder) typedTransaction(in plan.Node, c *spl.Transaction) plan.Node {
	name := c.Options.Get("name")
	t, known := b.transactionType(name.Value.Text())
	if !known && !b.env.Check {
		b.fail(name.Span(), semantic(codeSource, "transaction type %q is in no transactiontypes.conf that was given", t.Name))
		return in
	}
	body := "| transaction"
	for _, f := range c.Fields {
		body += " " + b.textOf(f.Span())
	}
	body += definition(t, c)
	for _, o := range c.Options {
		if !strings.EqualFold(o.Key, "name") {
			body += " " + b.textOf(o.Span())
		}
	}
	s, inner := b.parseAs(name.Span(), "transaction "+t.Name, body)
	if s == nil {
		return in
	}
	typed, ok := s.Commands[0].(*spl.Transaction)
	if !ok || len(s.Commands) != 1 {
		b.fail(name.Span(), errValue("transaction", body))
		return in
	}
	n := inner.transaction(in, typed)
	b.delims = inner.delims
	b.errs = append(b.errs, inner.errs...)
	is := b.call(name.Span(), "isnotnull", column("eventcount")) // an orphan is no transaction
	return set(n, plan.Named{Name: "transactiontype", Expr: b.call(name.Span(), "if", is, text(t.Name), &plan.Const{T: table.TypeDynamic})})
}

// transactionType finds a type in what the configuration says of the events.
func (b *binder) transactionType(name string) (table.TransactionType, bool) {
	for _, k := range b.configured() {
		for _, t := range k.Transactions {
			if t.Name == name {
				return t, true
			}
		}
	}
	return table.TransactionType{Name: name}, false
}

// configured is what the sources' configurations say, of those that have one.
func (b *binder) configured() []*table.Knowledge {
	var out []*table.Knowledge
	sources := []table.Source{b.env.Input}
	for _, e := range b.env.Events {
		sources = append(sources, e.Source)
	}
	for _, src := range sources {
		if knowing, ok := src.(table.Knowing); ok {
			if k := knowing.Knowledge(); k != nil {
				out = append(out, k)
			}
		}
	}
	return out
}

// definition is a type's options as a search has them, without those that c
// gives itself; c may be nil.
func definition(t table.TransactionType, c *spl.Transaction) string {
	var out strings.Builder
	for _, key := range slices.Sorted(maps.Keys(t.Options)) {
		value := t.Options[key]
		switch key {
		case "search", "name": // of searchtxn; of the command alone
			continue
		case "nullstring":
			key = "nullstr"
		}
		if value == "" || c != nil && (c.Options.Get(key) != nil || key == "fields" && len(c.Fields) > 0) {
			continue
		}
		if asWritten := value[0] == '"' || value[0] == '(' || strings.HasPrefix(value, "eval("); !asWritten {
			value = `"` + strings.ReplaceAll(value, `"`, `\"`) + `"`
		}
		out.WriteString(" " + key + "=" + value)
	}
	return out.String()
}
