package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// externalData reads a table that the caller bound to one of the addresses;
// nothing is fetched from a network.
func (b *binder) externalData(e *kql.ExternalData, s *scope) *rel {
	fields := b.schema(e.Schema)
	for _, u := range e.URIs {
		c := &ctx{b: b, scope: s}
		k, ok := c.expr(u).(*plan.Const)
		if !ok {
			continue
		}
		if src := b.env.Tables[k.Value.Str()]; src != nil {
			r := &rel{node: &plan.Scan{Name: k.Value.Str(), Source: src}, cols: src.Schema().Fields(), open: src.Open(), other: table.TypeDynamic}
			return r.as(b, fields)
		}
		if !b.env.Check {
			b.unsupported(u.Span(), "reading "+k.Value.Str()+" over a network")
			return b.failed()
		}
	}
	cols := make([]plan.Named, len(fields))
	for i, f := range fields {
		cols[i] = plan.Named{Name: f.Name, Expr: &plan.Const{T: f.Type}}
	}
	return b.failed().project(cols)
}

// as is r with the columns of a schema, converted; missing ones are null, texts
// empty.
func (r *rel) as(b *binder, fields []table.Field) *rel {
	cols := make([]plan.Named, len(fields))
	for i, f := range fields {
		x, ok := r.column(f.Name)
		switch {
		case !ok && r.open:
			x = &plan.Column{Name: f.Name, T: r.other}
		case !ok && f.Type == table.TypeString:
			x = &plan.Const{Value: table.StringValue(""), T: f.Type}
		case !ok:
			x = &plan.Const{T: f.Type}
		}
		cols[i] = plan.Named{Name: f.Name, Expr: b.cast(x, f.Type)}
	}
	return r.project(cols)
}
