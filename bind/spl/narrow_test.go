package spl

import (
	"testing"

	"github.com/stretchr/testify/require"

	ast "github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/parser"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// TestNarrowed: a search for events of one kind leaves the fields of others
// out, and nothing that could concern it.
func TestNarrowed(t *testing.T) {
	k := &table.Knowledge{}
	for _, s := range []table.EventScope{
		{Kind: table.ScopeDefault}, {Kind: table.ScopeSourcetype, Pattern: "aws:cloudtrail"}, {Kind: table.ScopeSourcetype, Pattern: "okta"},
		{Kind: table.ScopeSourcetype, Pattern: "Xml*", Regex: "^(?:Xml[^/]*)$"}, {Kind: table.ScopeSource, Pattern: "/var/log/a"},
	} {
		k.Calculated = append(k.Calculated, table.CalculatedField{Scope: s, Field: "user"})
		k.Lookups = append(k.Lookups, table.AutoLookup{Scope: s})
	}
	for search, want := range map[string][]string{
		"user=x":                                 {"", "aws:cloudtrail", "okta", "Xml*", "/var/log/a"},
		"sourcetype=AWS:cloudtrail user=x":       {"", "aws:cloudtrail", "/var/log/a"},
		"sourcetype=aws* user=x":                 {"", "aws:cloudtrail", "Xml*", "/var/log/a"},
		"sourcetype IN (okta, XmlWin) source=b":  {"", "okta", "Xml*"},
		"(sourcetype=okta OR sourcetype=x) a":    {"", "okta", "/var/log/a"},
		"sourcetype=okta OR source=/var/log/a":   {"", "aws:cloudtrail", "okta", "Xml*", "/var/log/a"},
		"NOT sourcetype=okta sourcetype!=okta":   {"", "aws:cloudtrail", "okta", "Xml*", "/var/log/a"},
		"sourcetype=[search x | return $y] okta": {"", "aws:cloudtrail", "okta", "Xml*", "/var/log/a"},
	} {
		s, err := parser.SPL(source.New("test", search), parser.MacroSet{})
		require.NoError(t, err, search)
		got := narrowed(k, s.Commands[0].(ast.Command))
		var scopes []string
		for _, f := range got.Calculated {
			scopes = append(scopes, f.Scope.Pattern)
		}
		require.Equal(t, want, scopes, search)
		require.Len(t, got.Lookups, len(want), search)
	}
}
