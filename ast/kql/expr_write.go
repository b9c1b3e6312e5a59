package kql

import "strings"

func (n *Name) write(w *writer) { w.name(n.Text()) }

func (n *Ident) write(w *writer) {
	if n.Quoted {
		w.text("['").text(escape(n.Text)).text("']")
		return
	}
	w.text(n.Text)
}

// name writes a name, in brackets if it could be read as something else.
func (w *writer) name(s string) {
	if plain(s) {
		w.text(s)
		return
	}
	w.text("['").text(escape(s)).text("']")
}

// plain says whether s needs no brackets as a name.
func plain(s string) bool {
	if s == "" || Reserved(s) {
		return false
	}
	digits := true
	for i := range len(s) {
		c := s[i]
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c == '_', c == '$' && i == 0:
			digits = false
		case c >= '0' && c <= '9':
			if i == 0 {
				return false
			}
		default:
			return false
		}
	}
	return !digits
}

func escape(s string) string {
	return strings.NewReplacer(`\`, `\\`, `'`, `\'`, "\n", `\n`, "\r", `\r`, "\t", `\t`, "\x00", `\x00`).Replace(s)
}

func (n *Wildcard) write(w *writer) { w.text(n.Pattern) }

func (n *Star) write(w *writer) { w.text("*") }

func (n *Unary) write(w *writer) { w.text(n.Op).at(n.X, levelPostfix) }

func (n *Binary) write(w *writer) {
	level, chain := BinaryLevel(n.Op)
	left := level
	if !chain {
		left++
	}
	w.at(n.X, left).text(" ").text(n.Op).text(" ").at(n.Y, level+1)
}

func (n *In) write(w *writer) {
	w.at(n.X, levelEquality+1).text(" ").text(n.Op).text(" (").args(n.List).text(")")
}

func (n *Between) write(w *writer) {
	w.at(n.X, levelEquality+1)
	if n.Not {
		w.text(" !between (")
	} else {
		w.text(" between (")
	}
	w.at(n.Low, levelAdditive).text(" .. ").at(n.High, levelAdditive).text(")")
}

func (n *Call) write(w *writer) {
	w.node(n.Name)
	if n.Kind != "" {
		w.text(" kind=").text(n.Kind).text(" ")
	}
	w.text("(").args(n.Args).text(")")
}

// args writes a list in parentheses, where a pipeline needs none of its own
// at the end; before other arguments its last list would take them in.
func (w *writer) args(list []Expr) *writer {
	for i, e := range list {
		if i > 0 {
			w.text(", ")
		}
		if i < len(list)-1 {
			w.expr(e)
		} else {
			w.at(e, levelPipe)
		}
	}
	return w
}

func (n *Member) write(w *writer) {
	if x, ok := n.X.(*Ident); ok && x.Text == "hint" {
		// hint.x would be a hint.
		w.text("['hint']")
	} else {
		w.at(n.X, levelPostfix)
		if _, ok := n.X.(*Literal); ok {
			// 0.x would be a number.
			w.text(" ")
		}
	}
	w.text(".").node(n.Name)
}

func (n *Index) write(w *writer) { w.at(n.X, levelPostfix).text("[").expr(n.At).text("]") }

func (n *NamedExpr) write(w *writer) {
	if n.Paren {
		list(w.text("("), n.Names)
		w.text(")")
	} else {
		w.node(n.Names[0])
	}
	w.text(" = ").at(n.X, levelOr)
}

func (n *TypeOf) write(w *writer) {
	w.text("typeof(")
	if n.Type != nil {
		w.node(n.Type)
	} else {
		list(w, n.Columns)
	}
	w.text(")")
}

func (n *Pipe) write(w *writer) {
	if n.Source != nil {
		w.at(n.Source, levelOr)
	}
	for i, op := range n.Operators {
		if i > 0 || n.Source != nil {
			w.text(" | ")
		}
		w.node(op)
	}
}

func (n *Func) write(w *writer) {
	if n.View {
		w.text("view ")
	}
	list(w.text("("), n.Params)
	w.text(") { ").node(n.Body).text(" }")
}

func (n *FuncParam) write(w *writer) {
	w.node(n.Name)
	if n.Table != nil {
		w.text(":").node(n.Table)
	} else if n.Type != nil {
		w.text(":").node(n.Type)
	}
	if n.Default != nil {
		w.text(" = ").expr(n.Default)
	}
}

func (n *EntityGroup) write(w *writer) { w.text("entity_group [").exprs(n.Entities).text("]") }

func (n *Literal) write(w *writer) { w.text(n.Raw) }

func (n *Dynamic) write(w *writer) { w.text("dynamic(").node(n.Value).text(")") }

func (n *Array) write(w *writer) { w.text("[").exprs(n.Elements).text("]") }

func (n *Object) write(w *writer) {
	list(w.text("{"), n.Properties)
	w.text("}")
}

func (n *Property) write(w *writer) { w.node(n.Key).text(": ").expr(n.Value) }
