// Package ast owns what the syntax trees of both languages share: the Node
// interface, the embeddable places of nodes, and walking.
//
// It imports only source. The nodes themselves are in ast/kql and ast/spl;
// they carry the grammar in `parser:"..."` tags, so a node's declaration
// shows its syntax, but no parser is imported here.
//
//	ast.Inspect(query, func(n ast.Node) bool {
//		if call, ok := n.(*kql.Call); ok {
//			fmt.Println(call.Name.Text, call.Span())
//		}
//		return true
//	})
package ast
