package spl

import (
	"strings"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// transaction joins events that belong together into one row.
func (b *binder) transaction(in plan.Node, c *spl.Transaction) plan.Node {
	o := b.options(c, c.Options, "maxspan", "maxpause", "maxevents", "startswith", "endswith", "keepevicted", "fields",
		"mvlist", "mvraw", "delim", "nullstr", "connected", "unifyends", "keeporphans", "maxopentxn", "maxopenevents", "name")
	// An event without any of the fields is in no transaction, whether it begins
	// or ends one or not.
	o.bool("unifyends", false)
	if o.has("name") {
		return b.typedTransaction(in, c)
	}
	by := names(c.Fields)
	if o.has("fields") {
		by = append(by, strings.FieldsFunc(o.text("fields", ""), func(r rune) bool { return r == ',' || r == ' ' })...)
	}
	args := functions.TableArgs{
		"by": stringList(by), "keepevicted": table.BoolValue(o.bool("keepevicted", false)),
		"maxspan": table.RealValue(-1), "maxpause": table.RealValue(-1),
		"maxevents": table.LongValue(o.int("maxevents", 1000)),
		"maxopen":   table.LongValue(o.int("maxopentxn", b.env.Limits.Transactions)), "maxopenevents": table.LongValue(o.int("maxopenevents", b.env.Limits.TransactionEvents)),
		"loose": table.BoolValue(!o.bool("connected", true)), "orphans": table.BoolValue(o.bool("keeporphans", false)),
		"rawlist": table.BoolValue(o.bool("mvraw", false)),
	}
	switch lists := o.text("mvlist", "f"); strings.ToLower(lists) {
	case "f", "false", "0":
	case "t", "true", "1":
		args["lists"] = stringList([]string{"*"})
	default:
		args["lists"] = stringList(strings.FieldsFunc(lists, func(r rune) bool { return r == ',' || r == ' ' }))
	}
	b.delims.every(o)
	args["null"] = table.StringValue(o.text("nullstr", "NULL"))
	for _, key := range []string{"maxspan", "maxpause"} {
		opt := c.Options.Get(key)
		if opt == nil || opt.Value.Text() == "-1" {
			continue
		}
		s, ok := parseSpan(opt.Value.Text())
		if !ok {
			b.fail(opt.Span(), errSpan(opt.Value.Text()))
		}
		args[key] = table.RealValue(s.seconds())
	}
	// The fields that events share may be absent from the known columns.
	var cols []plan.Named
	for _, name := range by {
		cols = append(cols, plan.Named{Name: name, Expr: b.column(name)})
	}
	for key, arg := range map[string]string{"startswith": "starts", "endswith": "ends"} {
		if pred := b.eventOption(c, key); pred != nil {
			args[arg] = table.StringValue("goshawk " + arg)
			cols = append(cols, plan.Named{Name: "goshawk " + arg, Expr: pred})
		}
	}
	of := in.Shape()
	fields := append([]table.Field(nil), of.Schema.Fields()...)
	more := []string{"duration", "eventcount", "closed_txn"}
	if o.bool("keeporphans", false) {
		more = append(more, "_txn_orphan")
	}
	for _, f := range more {
		if of.Schema.Index(f) < 0 {
			fields = append(fields, table.Field{Name: f, Type: table.TypeDynamic})
		}
	}
	return &plan.TableCall{
		Func: functions.Transaction, In: []plan.Node{set(in, cols...)}, Args: args,
		Of: plan.Shape{Schema: table.NewSchema(fields...), Open: of.Open},
	}
}

// eventOption is the condition of startswith or endswith: a search expression
// in parentheses or a text, or eval(...); nil without the option.
func (b *binder) eventOption(c *spl.Transaction, key string) plan.Expr {
	opt := c.Options.Get(key)
	switch {
	case opt == nil:
		return nil
	case opt.Value.Expr != nil:
		return b.call(opt.Span(), "coalesce", b.expr(opt.Value.Expr), constant(table.BoolValue(false)))
	case opt.Value.Search != nil:
		return b.predicate(opt.Value.Search)
	case !opt.Value.Quoted():
		return b.call(opt.Span(), "search_term", b.column("_raw"), text(opt.Value.Text()))
	}
	x, inner := b.parseSearch(opt.Span(), opt.Value.Text())
	if x == nil {
		return nil
	}
	pred := inner.predicate(x)
	b.errs = append(b.errs, inner.errs...)
	return pred
}
