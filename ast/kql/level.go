package kql

// The levels of binding, loosest first.
const (
	levelPipe = iota
	levelNamed
	levelOr
	levelAnd
	levelEquality
	levelRelational
	levelAdditive
	levelMultiplicative
	levelString
	levelUnary
	levelPostfix
)

// BinaryLevel is how tightly a binary operator binds (larger is tighter), or
// 0 for what is none. chain is true if a op b op c is allowed, meaning (a op b) op c.
func BinaryLevel(op string) (level int, chain bool) {
	switch op {
	case "or":
		return levelOr, true
	case "and":
		return levelAnd, true
	case "==", "!=", "<>", "in", "!in", "in~", "!in~", "has_any", "has_all", "between", "!between":
		return levelEquality, false
	case "<", "<=", ">", ">=":
		return levelRelational, false
	case "+", "-":
		return levelAdditive, true
	case "*", "/", "%":
		return levelMultiplicative, true
	case "=~", "!~", ":", "matches regex",
		"has", "!has", "has_cs", "!has_cs",
		"hasprefix", "!hasprefix", "hasprefix_cs", "!hasprefix_cs",
		"hassuffix", "!hassuffix", "hassuffix_cs", "!hassuffix_cs",
		"contains", "!contains", "contains_cs", "!contains_cs",
		"containscs", "notcontains", "notcontainscs",
		"startswith", "!startswith", "startswith_cs", "!startswith_cs",
		"endswith", "!endswith", "endswith_cs", "!endswith_cs",
		"like", "notlike", "likecs", "notlikecs":
		return levelString, true
	}
	return 0, false
}

// levelOf is the level at which an expression may stand without parentheses.
func levelOf(e Expr) int {
	switch e := e.(type) {
	case *Pipe, *Func:
		return levelPipe
	case *NamedExpr:
		return levelNamed
	case *Binary:
		level, _ := BinaryLevel(e.Op)
		return level
	case *In, *Between:
		return levelEquality
	case *Unary:
		return levelUnary
	}
	return levelPostfix
}
