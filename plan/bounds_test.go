package plan

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/table"
)

func TestBounds(t *testing.T) {
	condition := functions.Overloads{{Result: table.TypeBool}}
	call := func(name string, args ...Expr) Expr {
		return &Call{Func: &functions.Func{SPL: name, Impl: condition}, Args: args, T: table.TypeDynamic}
	}
	is := func(column, value string) Expr {
		return call("=", &Column{Name: column, T: table.TypeDynamic}, &Const{Value: table.StringValue(value), T: table.TypeString})
	}
	chance := &Call{Func: &functions.Func{SPL: "random", Volatile: true}, T: table.TypeDynamic}
	value := &Call{Func: &functions.Func{SPL: "upper", Impl: functions.Overloads{{Result: table.TypeString}}}, Args: []Expr{&Column{Name: "a", T: table.TypeDynamic}}, T: table.TypeDynamic}
	b2, b3 := is("b", "2"), is("b", "3")
	for _, c := range []struct {
		name string
		e    Expr
		want []Bound
	}{
		{"one column", is("a", "1"), []Bound{{"a", is("a", "1")}}},
		{"and", call("and", is("a", "1"), b2), []Bound{{"a", is("a", "1")}, {"b", b2}}},
		{"or", call("or", is("a", "1"), b2), nil},
		{"or of one", call("or", b2, b3), []Bound{{"b", call("or", b2, b3)}}},
		{"or of ands", call("and", is("a", "1"), call("or", b2, call("and", b3, is("c", "4")))), []Bound{{"a", is("a", "1")}, {"b", call("or", b2, b3)}}},
		{"two columns at once", call("=", &Column{Name: "a"}, &Column{Name: "b"}), nil},
		{"not", call("not", call("and", b2, is("a", "1"))), nil},
		{"not of one", call("not", b2), []Bound{{"b", call("not", b2)}}},
		{"chance", call("and", b2, call("=", &Column{Name: "a", T: table.TypeDynamic}, chance)), []Bound{{"b", b2}}},
		{"no condition", call("and", b2, value), nil},
	} {
		require.Equal(t, c.want, Bounds(c.e), c.name)
	}
}
