package spl

import (
	"strings"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// raw binds commands whose arguments are a few plain words, without a grammar
// of their own; nil for those that are not implemented.
func (b *binder) raw(in plan.Node, c *spl.Unsupported) plan.Node {
	if c.Keyword() != "fromjson" {
		return nil
	}
	// fromjson f [prefix=p]: the top-level keys of JSON text become fields.
	words := strings.Fields(c.Raw)
	field, prefix := "", ""
	for _, w := range words {
		if p, ok := strings.CutPrefix(w, "prefix="); ok {
			prefix = strings.Trim(p, `"`)
			continue
		}
		if field != "" || strings.ContainsRune(w, '=') {
			return nil
		}
		field = strings.Trim(w, `"'`)
	}
	if field == "" {
		return nil
	}
	return b.fieldsOut(in, functions.JSONKeys, field, functions.TableArgs{"prefix": table.StringValue(prefix)})
}
