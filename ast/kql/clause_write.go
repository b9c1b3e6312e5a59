package kql

func (n *Hint) write(w *writer) { w.text(n.Name).text("=").node(n.Value) }

func (n *Param) write(w *writer) { w.text(n.Name).text("=").node(n.Value) }

func (n *Setting) write(w *writer) { list(w.text(n.Name).text("="), n.Values) }

func (n *TypeName) write(w *writer) { w.text(n.Text) }

func (n *Column) write(w *writer) {
	if n.Star {
		w.text("*")
		return
	}
	w.node(n.Name)
	if n.Type != nil {
		w.text(":").node(n.Type)
	}
}

func (n *Schema) write(w *writer) {
	list(w.text("("), n.Columns)
	w.text(")")
}

func (n *OrderKey) write(w *writer) {
	w.at(n.X, levelNamed).word(n.Direction)
	if n.Nulls != "" {
		w.text(" nulls ").text(n.Nulls)
	}
}

func (n *SubQuery) write(w *writer) {
	if n.Braces != nil {
		w.text("{ ").node(n.Braces).text(" }")
		return
	}
	w.text("(").node(n.Query).text(")")
}

func (n *Query) write(w *writer) {
	for i, s := range n.Statements {
		if i > 0 {
			w.text("; ")
		}
		w.node(s)
	}
}

func (n *QueryStmt) write(w *writer) { w.at(n.X, levelPipe) }

func (n *Let) write(w *writer) { w.text("let ").node(n.Name).text(" = ").at(n.Value, levelPipe) }

func (n *Set) write(w *writer) {
	w.text("set ").text(n.Name)
	if n.Value != nil {
		w.text(" = ").node(n.Value)
	}
}

func (n *DeclareParameters) write(w *writer) {
	list(w.text("declare query_parameters("), n.Params)
	w.text(")")
}

func (n *Alias) write(w *writer) {
	w.text("alias database ").node(n.Name).text(" = ").expr(n.Value)
}

func (n *Restrict) write(w *writer) { w.text("restrict access to (").exprs(n.Entities).text(")") }
