package plan

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/table"
)

func TestHeldTexts(t *testing.T) {
	call := func(name string, args ...Expr) Expr {
		return &Call{Func: &functions.Func{KQL: name, Finds: name == "has" || name == "contains contains2"}, Args: args, T: table.TypeBool}
	}
	col := func(t table.Type) Expr { return &Column{Name: "c", T: t} }
	text := func(s string) Expr { return &Const{Value: table.StringValue(s), T: table.TypeString} }
	has := func(s string) Expr { return call("has", col(table.TypeString), text(s)) }
	in := func(of table.Type, s string) Expr {
		return call("contains contains2", call("tostring", col(of)), text(s))
	}
	no := &Const{Value: table.BoolValue(false), T: table.TypeBool}
	for _, c := range []struct {
		name  string
		e     Expr
		texts []string
		known bool
	}{
		{"a text", has("Evil.EXE"), []string{"evil.exe"}, true},
		{"inside", in(table.TypeDynamic, "x_1 y"), []string{"x_1 y"}, true},
		{"never", no, nil, true},
		{"or", call("or", call("or", no, has("a b")), in(table.TypeDynamic, "A B")), []string{"a b"}, true},
		{"several", call("or", has("aa"), has("bb")), []string{"aa", "bb"}, true},
		{"or what is not known", call("or", has("aa"), call("==", col(table.TypeString), text("bb"))), nil, false},
		{"and", call("and", call("==", col(table.TypeLong), text("bb")), has("aa")), []string{"aa"}, true},
		{"not", call("not", has("aa")), nil, false},
		{"no letters", has("10"), nil, false},
		{"as a number may be written", has("1e5"), nil, false},
		{"quotes", has(`say "x"`), nil, false},
		{"a slash, which JSON may escape", has("a/b"), nil, false},
		{"not ASCII", has("é"), nil, false},
		{"empty", has(""), nil, false},
		{"not constant", call("has", col(table.TypeString), col(table.TypeString)), nil, false},
		{"no number", in(table.TypeLong, "a"), nil, true},
		{"a number", in(table.TypeLong, "12"), nil, false},
		{"no time", in(table.TypeDateTime, "xyz"), nil, true},
		{"maybe a time", in(table.TypeDateTime, "01T"), nil, false},
		{"maybe infinite", in(table.TypeReal, "Inf"), nil, false},
		{"a truth", in(table.TypeBool, "rue"), nil, false},
		{"no truth", in(table.TypeBool, "x"), nil, true},
		{"no identifier", in(table.TypeGUID, "g"), nil, true},
		{"of a computed text", call("has", call("tolower", col(table.TypeString)), text("aa")), nil, false},
	} {
		texts, known := HeldTexts(c.e)
		require.Equal(t, c.known, known, c.name)
		if known {
			require.Equal(t, c.texts, texts, c.name)
		}
	}
	many := has("a0a")
	for _, s := range []string{"a1a", "a2a", "a3a", "a4a"} {
		many = call("or", many, has(s))
	}
	_, known := HeldTexts(many)
	require.False(t, known, "too many texts")
}
