// Package schemas knows the published columns of tables: those of Microsoft
// Sentinel (Log Analytics) and of Defender XDR's advanced hunting that ship as
// data, and those that a user adds.
//
// It may import package table. Nothing is read before it is asked for.
//
//	known, err := schemas.Load("schemas/") // a team's own, over the shipped ones
//	if t, ok := known.Lookup("SigninLogs"); ok {
//		fmt.Println(t.Schema())
//	}
package schemas
