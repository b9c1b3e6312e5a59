// Package docs_test writes support.md from the declarations that the engine
// runs, and checks that the committed page is what they say.
package docs_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/ast/kql"
	bindkql "github.com/goshawk-lang/goshawk/bind/kql"
	bindspl "github.com/goshawk-lang/goshawk/bind/spl"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/lexer"
	"github.com/goshawk-lang/goshawk/source"
)

var update = flag.Bool("update", false, "rewrite support.md")

// TestSupport asks the binders about every name of both languages. To change
// the page, run the test with -update.
func TestSupport(t *testing.T) {
	var p page
	p.b.WriteString("# What runs\n\nWritten by `go test ./docs -update` from the declarations of the engine. What is refused is an error of the kind `unsupported`, with its place.\n")
	p.kql(t)
	p.spl(t)
	if *update {
		require.NoError(t, os.WriteFile("support.md", []byte(p.b.String()), 0o644))
	}
	committed, err := os.ReadFile("support.md")
	require.NoError(t, err)
	old, now := strings.Split(string(committed), "\n"), strings.Split(p.b.String(), "\n")
	for i := range min(len(old), len(now)) {
		require.Equal(t, old[i], now[i], "line %d of support.md is not up to date: go test ./docs -update", i+1)
	}
	require.Len(t, now, len(old), "support.md is not up to date: go test ./docs -update")
}

type page struct{ b strings.Builder }

var identifier = regexp.MustCompile(`^[A-Za-z_]\w*$`)

// bound says whether a query binds, or is refused as not supported. A query
// that is wrong for another reason is bound, unless it is an example, which
// must be right, or does not even parse: it needs an example then.
func bound(t *testing.T, lang goshawk.Language, query string, example bool) bool {
	err := goshawk.New().Check(lang, goshawk.Text{Query: query})
	for _, e := range source.Errors(err) {
		if e.Kind == source.Unsupported {
			return false
		}
		require.False(t, example, "%s\n%v", query, err)
		require.NotEqual(t, source.Syntax, e.Kind, "no example of %s: %v", query, err)
		require.NotEqual(t, "KS211", e.Code, "%s: %v", query, err)
		require.NotContains(t, e.Message, "unknown", query)
	}
	return true
}

func (p *page) head(title string) { fmt.Fprintf(&p.b, "\n## %s\n\n", title) }

func (p *page) list(name string, names []string) {
	if len(names) > 0 {
		fmt.Fprintf(&p.b, "%s (%d): `%s`\n", name, len(names), strings.Join(names, "` `"))
	}
}

// functions writes a table of functions with what the catalog says of them,
// and the names that are refused.
func (p *page) functions(t *testing.T, names []string, lang goshawk.Language, probe string, describe func(string) (args, doc string)) {
	var refused []string
	p.b.WriteString("| name | arguments | what |\n|---|---|---|\n")
	for _, n := range names {
		query, example := functionExamples[n]
		if !example || lang != goshawk.KQL {
			query, example = fmt.Sprintf(probe, n), false
		}
		if !bound(t, lang, query, example) {
			refused = append(refused, n)
			continue
		}
		args, doc := describe(n)
		fmt.Fprintf(&p.b, "| `%s` | %s | %s |\n", n, cell(args), cell(doc))
	}
	if len(refused) > 0 {
		p.b.WriteByte('\n')
	}
	p.list("Refused", refused)
}

func cell(s string) string {
	if s == "" {
		return ""
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "|", `\|`), "\n", " ")
}

// commands lists names by whether their example binds. A name without an
// example is tried without arguments; then only a refusal counts.
func (p *page) commands(t *testing.T, names []string, lang goshawk.Language, examples map[string]string, otherwise string) {
	var yes, no []string
	for _, n := range names {
		example, ok := examples[n]
		if !ok {
			example = fmt.Sprintf(otherwise, n)
		}
		if bound(t, lang, example, ok) {
			yes = append(yes, n)
		} else {
			no = append(no, n)
		}
	}
	p.list("Supported", yes)
	if len(yes)*len(no) > 0 {
		p.b.WriteByte('\n')
	}
	p.list("Refused", no)
}

// describeScalar gives what a catalog says of a function. A function that the
// binder works out itself is not in the catalog.
func describeScalar(c *functions.Catalog) func(string) (string, string) {
	return func(n string) (string, string) {
		if f := c.Scalar(n); f != nil {
			return f.Args, f.Doc
		}
		args, doc, ok := bindkql.Describe(n)
		if !ok {
			return "", "worked out while binding"
		}
		return args, doc
	}
}

func describeAggregate(c *functions.Catalog) func(string) (string, string) {
	return func(n string) (string, string) {
		a := c.Aggregate(n)
		return a.Args, a.Doc
	}
}

// split parts the catalog's names into functions, window functions and
// operators: what is no word, or no function of the language's manual.
func split(c *functions.Catalog, manual []string) (scalars, windows, operators []string) {
	names := c.Scalars()
	slices.Sort(names)
	for _, n := range names {
		switch {
		case strings.HasPrefix(n, "$") || strings.HasPrefix(n, "search"):
			// Names of the engine's own.
		case c.Scalar(n).Window:
			windows = append(windows, n)
		case slices.Contains(manual, n):
			scalars = append(scalars, n)
		case !identifier.MatchString(n) || wordOperators[n]:
			operators = append(operators, n)
		}
	}
	return scalars, windows, operators
}

func merged(a, b []string) []string {
	all := append(slices.Clone(a), b...)
	slices.Sort(all)
	return slices.Compact(all)
}

func (p *page) refusedOperators(t *testing.T, reasons map[string]string) {
	for n := range reasons {
		query, ok := kqlExamples[n]
		if !ok {
			query = "print a = 1 | " + n
		}
		require.False(t, bound(t, goshawk.KQL, query, false), "%s is said to be refused", n)
	}
	p.reasons(reasons)
}

// refused writes the names that are refused for good, with the reasons.
func (p *page) refused(t *testing.T, reasons map[string]string, probe string) {
	for n := range reasons {
		require.False(t, bound(t, goshawk.KQL, fmt.Sprintf(probe, n), false), "%s is said to be refused", n)
	}
	p.reasons(reasons)
}

func (p *page) reasons(reasons map[string]string) {
	names := map[string][]string{}
	for n, why := range reasons {
		names[why] = append(names[why], n)
	}
	p.b.WriteString("| refused | because |\n|---|---|\n")
	for _, why := range slices.Sorted(maps.Keys(names)) {
		slices.Sort(names[why])
		fmt.Fprintf(&p.b, "| `%s` | %s |\n", strings.Join(names[why], "` `"), why)
	}
}

// without leaves out the names that another section has.
func without(names []string, reasons map[string]string) []string {
	return slices.DeleteFunc(names, func(n string) bool { return reasons[n] != "" })
}

func (p *page) kql(t *testing.T) {
	c := functions.KQL()
	scalars, windows, operators := split(c, bindkql.KnownScalars())
	refused, plugins := bindkql.RefusedFunctions(), bindkql.RefusedPlugins()
	known := slices.DeleteFunc(without(bindkql.KnownScalars(), refused), func(n string) bool { return slices.Contains(windows, n) })
	p.head("KQL operators")
	notYet := bindkql.RefusedOperators()
	p.commands(t, without(slices.Clone(kql.OperatorKeywords), notYet), goshawk.KQL, kqlExamples, "print a = 1 | %s")
	p.b.WriteByte('\n')
	p.refusedOperators(t, notYet)
	p.head("KQL plugins (evaluate)")
	p.commands(t, without(bindkql.KnownPlugins(), plugins), goshawk.KQL, nil, "print a = 1, d = dynamic({}) | evaluate %s()")
	p.b.WriteByte('\n')
	p.refused(t, plugins, "print a = 1 | evaluate %s()")
	p.head("KQL aggregates")
	p.functions(t, merged(c.Aggregates(), nil), goshawk.KQL, "print a = 1 | summarize %s()", describeAggregate(c))
	p.head("KQL scalar functions")
	p.functions(t, merged(scalars, known), goshawk.KQL, "print %s()", describeScalar(c))
	p.b.WriteByte('\n')
	p.refused(t, refused, "print %s()")
	p.head("KQL window functions")
	p.functions(t, windows, goshawk.KQL, "print a = 1 | serialize x = %s()", describeScalar(c))
	p.head("KQL scalar operators")
	p.list("Supported", operators)
}

func (p *page) spl(t *testing.T) {
	c := functions.SPL()
	scalars, _, operators := split(c, bindspl.KnownFunctions())
	p.head("SPL commands")
	p.commands(t, lexer.SPLCommands(), goshawk.SPL, splExamples, "| makeresults | %s")
	p.head("SPL statistical functions")
	p.functions(t, merged(c.Aggregates(), nil), goshawk.SPL, "| makeresults | timechart %s(x)", describeAggregate(c))
	p.head("SPL evaluation functions")
	p.functions(t, merged(scalars, bindspl.KnownFunctions()), goshawk.SPL, "| makeresults | eval x=%s()", describeScalar(c))
	p.head("SPL operators")
	p.list("Supported", operators)
}

// wordOperators are the operators that are spelled as words.
var wordOperators = map[string]bool{}

func init() {
	for _, n := range strings.Fields(`and or xor not in has has_cs hasprefix hasprefix_cs hassuffix hassuffix_cs contains contains_cs startswith
startswith_cs endswith endswith_cs has_any has_all between matches_regex like`) {
		wordOperators[n] = true
	}
}
