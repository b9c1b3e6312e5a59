package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// geoLookup binds geo_polygon_lookup(Table, longitude, latitude, polygon
// [, radius] [, return_unmatched] [, join_hint]) and geo_line_lookup, which
// needs the radius: a join with the shapes that a point is in or near.
func (c *ctx) geoLookup(call *kql.Call) *rel {
	name, line := call.Name.Text, call.Name.Text == "geo_line_lookup"
	least := 4
	if line {
		least = 5
	}
	if n := len(call.Args); n < least || n > 7 {
		c.b.errorf(codeArguments, call.Span(), "%s takes %d to 7 arguments, not %d", name, least, n)
		return c.b.failed()
	}
	right := c.b.pipeOrTable(call.Args[0], c.scope)
	lookup := &ctx{b: c.b, scope: c.scope, row: right}
	if closed := c.closed(call.Span(), name); !lookup.closed(call.Args[0].Span(), name) || !closed {
		return unknownTable()
	}
	point := []plan.Expr{c.typed(call.Args[1], table.TypeReal), c.typed(call.Args[2], table.TypeReal)}
	shape := lookup.typed(call.Args[3], table.TypeDynamic)
	radius, unmatched, ok := c.geoOptions(call)
	if !ok || line && radius == nil {
		if ok {
			c.b.errorf(codeArguments, call.Span(), "geo_line_lookup needs a radius")
		}
		return c.b.failed()
	}
	// The points, each row with its number, are joined with all shapes; what is
	// near is joined with the rows.
	id, lon, lat, geo := c.b.temp(), c.b.temp(), c.b.temp(), c.b.temp()
	rows := c.row.extend([]plan.Named{{Name: id, Expr: c.b.function("row_number", call.Span())}}).shared("rows")
	number := &plan.Column{Name: id, T: table.TypeLong}
	points := rows.project([]plan.Named{{Name: id, Expr: number}, {Name: lon, Expr: point[0]}, {Name: lat, Expr: point[1]}})
	shapes := right.extend([]plan.Named{{Name: geo, Expr: shape}})
	one := &plan.Const{Value: table.LongValue(1), T: table.TypeLong}
	pairs := joined(&plan.Join{Left: points.node, Right: shapes.node, Kind: plan.Inner, On: []plan.JoinKey{{Left: one, Right: one}}},
		points.names(), points, shapes.names(), shapes, nil)
	near := pairs.filter(c.b, c.geoNear(call, line, radius, lon, lat, geo)).without(lon, lat, geo)
	kind := plan.Inner
	if unmatched {
		kind = plan.LeftOuter
	}
	out := joined(&plan.Join{Left: rows.node, Right: near.node, Kind: kind, On: []plan.JoinKey{{Left: number, Right: number}}, EmptyStrings: true},
		rows.names(), rows, near.names(), near, map[string]bool{id: true})
	return out.without(id)
}

// geoNear is whether a point is in a polygon, or not further than the radius
// from a shape.
func (c *ctx) geoNear(call *kql.Call, line bool, radius plan.Expr, lon, lat, geo string) plan.Expr {
	args := []plan.Expr{&plan.Column{Name: lon, T: table.TypeReal}, &plan.Column{Name: lat, T: table.TypeReal}, &plan.Column{Name: geo, T: table.TypeDynamic}}
	switch {
	case line:
		return c.b.function("<=", call.Span(), c.b.function("geo_distance_point_to_line", call.Span(), args...), radius)
	case radius != nil:
		return c.b.function("<=", call.Span(), c.b.function("geo_distance_point_to_polygon", call.Span(), args...), radius)
	}
	return c.b.function("geo_point_in_polygon", call.Span(), args...)
}

// geoOptions reads the arguments after the shapes, in order or by name. The
// hint of a distance that helps the join changes nothing in its result.
func (c *ctx) geoOptions(call *kql.Call) (radius plan.Expr, unmatched, ok bool) {
	order := []string{"radius", "return_unmatched", "join_hint"}
	for i, a := range call.Args[4:] {
		names, e := kql.Named(a)
		option := order[i]
		if names != nil {
			if option = names[0].Text(); option == "lookup_area_radius" {
				option = "join_hint"
			}
		}
		x := (&ctx{b: c.b, scope: c.scope}).expr(e)
		if x.Type() == table.TypeUnknown {
			return nil, false, false
		}
		k, constant := x.(*plan.Const)
		number := x.Type().Numeric()
		switch {
		case constant && number && option == "radius":
			radius = c.b.cast(x, table.TypeReal)
		case constant && x.Type() == table.TypeBool && option == "return_unmatched":
			unmatched = k.Value.Bool()
		case constant && number && option == "join_hint":
		case option != "radius" && option != "return_unmatched" && option != "join_hint":
			c.b.errorf(codeParameter, a.Span(), "the parameter %s is not known here%s", option, didYouMean(option, order))
			return nil, false, false
		default:
			c.b.errorf(codeConstant, a.Span(), "%s takes a constant of the right type as %s", call.Name.Text, option)
			return nil, false, false
		}
	}
	return radius, unmatched, true
}
