package spl

import (
	"strings"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// sideColumn tells the two sides of set apart.
const sideColumn = "goshawk side"

// set combines the rows of two subsearches, each row once. All fields count,
// those that begin with _ as well.
func (b *binder) set(c *spl.Set) plan.Node {
	operation := strings.ToLower(c.Operation.Text())
	switch operation {
	case "union", "intersect", "diff":
	default:
		b.fail(c.Operation.Span(), errValue("operation of set, such as union, intersect and diff", c.Operation.Text()))
	}
	if len(c.Subs) != 2 {
		b.fail(c.Span(), semantic(codeArguments, "set takes two subsearches"))
		return unknownRows("set")
	}
	u := &plan.Union{}
	for i, s := range c.Subs {
		n := bounded(b.pipeline(s.Pipeline()), b.env.Limits.Subsearch, "subsearch of set")
		u.In = append(u.In, set(n, plan.Named{Name: sideColumn, Expr: number(int64(i))}))
	}
	return &plan.TableCall{
		Func: functions.SetRows, In: []plan.Node{u}, Of: drop(u, sideColumn).Shape(),
		Args: functions.TableArgs{"side": table.StringValue(sideColumn), "operation": table.StringValue(operation)},
	}
}

// uniq leaves out rows that repeat the row before.
func (b *binder) uniq(in plan.Node) plan.Node {
	b.ordered = true
	return &plan.TableCall{Func: functions.Uniq, In: []plan.Node{in}, Of: in.Shape()}
}

// selfjoin joins each row with the rows behind it that have the same keys.
func (b *binder) selfjoin(in plan.Node, c *spl.Selfjoin) plan.Node {
	o := b.options(c, c.Options, "overwrite", "max", "keepsingle")
	b.ordered = true
	return &plan.TableCall{
		Func: functions.SelfJoin, In: []plan.Node{in}, Of: in.Shape(),
		Args: functions.TableArgs{
			"keys": stringList(names(c.Fields)), "most": table.LongValue(o.int("max", 1)),
			"overwrite": table.BoolValue(o.bool("overwrite", true)), "keepsingle": table.BoolValue(o.bool("keepsingle", false)),
		},
	}
}

// eventcount counts the events of indexes, which tstats does.
func (b *binder) eventcount(c *spl.Eventcount) plan.Node {
	o := b.options(c, c.Options, "index", "summarize", "list_vix", "report_size")
	o.bool("list_vix", true) // there are no virtual indexes
	if o.bool("report_size", false) {
		b.fail(c.Options.Get("report_size").Span(), errOptionChoice("eventcount", "report_size", "true"))
	}
	if len(c.Fields) > 0 {
		b.fail(c.Fields[0].Span(), errValue("option of eventcount", c.Fields[0].Text()))
	}
	var indexes []string
	for _, opt := range c.Options {
		if strings.EqualFold(opt.Key, "index") {
			indexes = append(indexes, `"`+strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(opt.Value.Text())+`"`)
		}
	}
	if len(indexes) == 0 {
		indexes = []string{"*"}
	}
	body := "| tstats count where index IN (" + strings.Join(indexes, ",") + ")"
	if !o.bool("summarize", true) {
		body += ` by index | eval server="local" | table count index server`
	}
	s, inner := b.parse(c.Span(), body)
	if s == nil {
		return unknownRows("eventcount")
	}
	n := inner.pipeline(s.Pipeline)
	for _, e := range inner.errs {
		e.Text, e.Span = b.text, c.Span()
		b.errs = append(b.errs, e)
	}
	return n
}

// xpath takes the values at a path of XML out of a field.
func (b *binder) xpath(in plan.Node, c *spl.Xpath) plan.Node {
	o := b.options(c, c.Options, "outfield", "field", "default")
	path := c.Fields[0]
	if _, err := functions.ParseXPath(path.Text()); err != nil {
		b.fail(path.Span(), unsupported(codeConstruct, "%v", err))
		return in
	}
	out := o.text("outfield", "xpath")
	values := []plan.Expr{b.call(c.Span(), "xpath_values", b.column(o.text("field", "_raw")), text(path.Text()))}
	if o.has("default") {
		values = append(values, text(o.text("default", "")))
	}
	return set(in, plan.Named{Name: out, Expr: b.call(c.Span(), "coalesce", append(values, b.column(out))...)})
}
