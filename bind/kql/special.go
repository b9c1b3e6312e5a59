package kql

import (
	"sync"

	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// specials are the functions that need to know more than the values of their
// arguments: a table, the columns, the type of an expression. It is set in init
// because they lead back to it.
var specials func() map[string]func(*ctx, *kql.Call) plan.Expr

func init() { specials = sync.OnceValue(makeSpecials) }

func makeSpecials() map[string]func(*ctx, *kql.Call) plan.Expr {
	return map[string]func(*ctx, *kql.Call) plan.Expr{
		"toscalar":         (*ctx).toScalar,
		"materialize":      (*ctx).tableAsScalar,
		"column_ifexists":  (*ctx).columnIfExists,
		"columnifexists":   (*ctx).columnIfExists,
		"iscolumnexists":   (*ctx).isColumnExists,
		"column_names_of":  (*ctx).columnNames,
		"pack_all":         (*ctx).packAll,
		"bag_pack_columns": (*ctx).packColumns,
		"ingestion_time":   (*ctx).ingestionTime,
		"isfuzzy":          (*ctx).tableAsScalar,
		"all":              (*ctx).graphEach,
		"any":              (*ctx).graphEach,
		"map":              (*ctx).graphEach,
		"inner_nodes":      (*ctx).innerNodes,
		"labels":           (*ctx).graphElement,
		"node_id":          (*ctx).graphElement,
		"node_degree_in":   (*ctx).graphElement,
		"node_degree_out":  (*ctx).graphElement,
		"bin_auto":         (*ctx).binAuto,

		"estimate_data_size": (*ctx).dataSize,
	}
}

// hostTables are functions of Sentinel and Defender that give a table.
var hostTables = wordSet("_GetWatchlistAlias FileProfile SeenBy DeviceFromIP AssignedIPAddresses")

// toScalar is the first cell of a table, computed once a run.
func (c *ctx) toScalar(e *kql.Call) plan.Expr {
	if len(e.Args) != 1 {
		c.b.errorf(codeArguments, e.Span(), "toscalar takes 1 argument, not %d", len(e.Args))
		return bad()
	}
	if !c.b.tabular(e.Args[0], c.scope) {
		return c.expr(e.Args[0])
	}
	r := c.b.table(e.Args[0], c.scope, nil)
	if len(r.cols) == 0 {
		if !r.open {
			c.b.errorf(codeTabular, e.Span(), "toscalar needs a table with a column")
		}
		return bad()
	}
	return &plan.Subquery{Input: r.project(r.all()[:1]).node, T: r.cols[0].Type}
}

func (c *ctx) tableAsScalar(e *kql.Call) plan.Expr {
	c.b.errorf(codeScalar, e.Span(), "a scalar value is expected, but %s gives a table", e.Name.Text)
	return bad()
}

// columnIfExists is a column by a constant name, or the other expression.
func (c *ctx) columnIfExists(e *kql.Call) plan.Expr {
	if len(e.Args) != 2 {
		c.b.errorf(codeArguments, e.Span(), "%s takes 2 arguments, not %d", e.Name.Text, len(e.Args))
		return bad()
	}
	name, ok := c.constantString(e.Args[0])
	other := c.expr(e.Args[1])
	if !ok {
		return bad()
	}
	if x, found := c.row.column(name); found {
		return x
	}
	if c.row != nil && c.row.open {
		return c.orElse(&plan.Column{Name: name, T: c.row.other}, other, e)
	}
	return other
}

// orElse reads a column that only the run knows to exist.
func (c *ctx) orElse(x, other plan.Expr, e *kql.Call) plan.Expr {
	if x.Type() == table.TypeUnknown {
		return x
	}
	return c.b.function("coalesce", e.Span(), x, c.b.cast(other, table.TypeDynamic))
}

// constantString binds an argument that must be a constant text.
func (c *ctx) constantString(e kql.Expr) (string, bool) {
	x := c.expr(e)
	k, ok := x.(*plan.Const)
	if ok && k.T == table.TypeUnknown {
		return "", false
	}
	if !ok || k.T != table.TypeString {
		c.b.errorf(codeConstant, e.Span(), "a constant of type string is expected")
		return "", false
	}
	return k.Value.Str(), true
}

// peekString is the text that an argument is, if it is a constant one; nothing
// is said where it is not.
func (c *ctx) peekString(e kql.Expr) (string, bool) {
	c.b.quiet++
	defer func() { c.b.quiet-- }()
	k, ok := c.expr(e).(*plan.Const)
	if !ok || k.T != table.TypeString {
		return "", false
	}
	return k.Value.Str(), true
}

func (c *ctx) isColumnExists(e *kql.Call) plan.Expr {
	if len(e.Args) != 1 {
		c.b.errorf(codeArguments, e.Span(), "iscolumnexists takes 1 argument, not %d", len(e.Args))
		return bad()
	}
	name, ok := c.constantString(e.Args[0])
	if !ok {
		return bad()
	}
	return &plan.Const{Value: table.BoolValue(c.row != nil && c.row.index(name) >= 0), T: table.TypeBool}
}

func (c *ctx) columnNames(e *kql.Call) plan.Expr {
	if len(e.Args) != 1 || !c.b.tabular(e.Args[0], c.scope) {
		c.b.errorf(codeTabular, e.Span(), "column_names_of takes a table")
		return bad()
	}
	var names []table.Value
	for _, n := range c.b.table(e.Args[0], c.scope, nil).names() {
		names = append(names, table.StringValue(n))
	}
	return &plan.Const{Value: table.ArrayValue(names), T: table.TypeDynamic}
}

// dataSize counts all columns where a star stands.
func (c *ctx) dataSize(e *kql.Call) plan.Expr {
	var args []plan.Expr
	for _, a := range e.Args {
		if _, star := a.(*kql.Star); !star {
			args = append(args, c.expr(a))
			continue
		}
		if c.row == nil || c.row.open {
			return bad()
		}
		for _, n := range c.row.all() {
			args = append(args, n.Expr)
		}
	}
	return c.b.function("estimate_data_size", e.Span(), args...)
}

// packAll makes a bag of all columns.
func (c *ctx) packAll(e *kql.Call) plan.Expr {
	ignore := false
	for _, a := range e.Args {
		if k, ok := c.expr(a).(*plan.Const); ok {
			ignore = k.Value.Bool()
		}
	}
	if c.row == nil {
		c.b.errorf(codeName, e.Span(), "pack_all needs the columns of a table")
		return bad()
	}
	if !c.closed(e.Span(), "pack_all") {
		return bad()
	}
	var cols []plan.Expr
	for _, n := range c.row.all() {
		cols = append(cols, n.Expr)
	}
	return pack(c.row.names(), cols, ignore)
}

func (c *ctx) packColumns(e *kql.Call) plan.Expr {
	var names []string
	var cols []plan.Expr
	for _, a := range e.Args {
		x := c.expr(a)
		if col, ok := x.(*plan.Column); ok && col.Name == c.autoName(a) || x.Type() == table.TypeUnknown {
			names, cols = append(names, c.autoName(a)), append(cols, x)
			continue
		}
		c.b.errorf(codeArguments, a.Span(), "bag_pack_columns takes columns only")
		return bad()
	}
	return pack(names, cols, false)
}

// pack makes a bag of columns; ignoreEmpty leaves out nulls and empty texts.
func pack(names []string, cols []plan.Expr, ignoreEmpty bool) plan.Expr {
	f := &functions.Func{KQL: "pack_all", Null: functions.NullSeen}
	f.Impl = functions.Overloads{{
		Params: []table.Type{table.TypeUnknown}, Optional: 1, Variadic: true, Result: table.TypeDynamic,
		Kernel: func(call *functions.Call, args []table.Column) (table.Column, error) {
			out := make([]table.Value, call.N)
			for i := range out {
				bag := table.NewBag(len(names))
				for k, a := range args {
					v := a.Value(i)
					if ignoreEmpty && (v.IsNull() || v.Kind() == table.KindString && v.Str() == "") {
						continue
					}
					bag.Set(names[k], v)
				}
				out[i] = table.BagValue(bag)
			}
			return table.NewVec(out, nil), nil
		},
	}}
	return &plan.Call{Func: f, Overload: &f.Impl[0], Args: cols, T: table.TypeDynamic}
}

// ingestionTime is null: rows read from files have none, unless they say so.
func (c *ctx) ingestionTime(e *kql.Call) plan.Expr {
	for _, name := range []string{"_IngestionTime", "ingestion_time"} {
		if x, ok := c.row.column(name); ok {
			return c.b.cast(x, table.TypeDateTime)
		}
	}
	return &plan.Const{T: table.TypeDateTime}
}
