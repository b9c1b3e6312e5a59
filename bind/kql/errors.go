package kql

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// The codes of this stage: Microsoft's where the meaning is the same.
const (
	codeNamedCondition = "GH215" // a warning: where a = x
	codeType           = "KS107" // a value of another type is wanted
	codeScalar         = "KS108" // a scalar is wanted
	codeTabular        = "KS111" // a table is wanted
	codeArguments      = "KS119" // wrong number of arguments
	codeInteger        = "KS134" // an integer is wanted
	codeName           = "KS142" // unknown name
	codeNoSource       = "KS174" // the first operator needs rows
	codeTable          = "KS204" // unknown table
	codeFunction       = "KS211" // unknown function
	codeParameter      = "GH201" // unknown operator parameter or value
	codeConstant       = "GH202" // a constant is wanted
	codeAggregate      = "GH203" // an aggregate is wanted, or must not stand here
	codeDuplicate      = "GH204" // a name declared twice
	codeLiteral        = "GH205" // a literal out of range or malformed
	codeSerialized     = "GH206" // the rows have no order
	codeDynamicKey     = "GH207" // a dynamic value as a key
	codeOperands       = "GH208" // no such operation on these types
	codeNoQuery        = "GH209" // let statements only
	codeValue          = "GH210" // a constant call that fails
	codeTooComplex     = "GH211" // too many functions inlined
	codeRows           = "GH212" // a datatable with a part of a row
	codeCondition      = "GH213" // a join condition of another form
	codeGraph          = "GH214" // a graph where a table is wanted, or the reverse
	codePattern        = "GH217" // a pattern does not map the strings
	codeAssertion      = "GH216" // a warning of check: an assertion that does not hold
	codeUnsupported    = "GH290"
	codeHost           = "GH291" // a function or table of a workspace
)

func itoa(n int) string { return strconv.Itoa(n) }

// fails says whether binding something meets errors, also such as were told
// before.
func (b *binder) fails(bind func()) bool {
	before := b.failures
	bind()
	return b.failures > before
}

// errorf records a semantic error.
func (b *binder) errorf(code string, span source.Span, format string, args ...any) {
	b.report(code, source.Semantic, span, fmt.Sprintf(format, args...))
}

// warnf records a finding that does not stop the query.
func (b *binder) warnf(code string, span source.Span, format string, args ...any) {
	message := fmt.Sprintf(format, args...)
	if f := (finding{b.text, span, message}); b.quiet == 0 && !b.seen[f] {
		b.seen[f] = true
		b.bound.Warnings = append(b.bound.Warnings, &source.Error{Code: code, Kind: source.Semantic, Text: b.text, Span: span, Message: message})
	}
}

// unsupported records that something valid is not implemented.
func (b *binder) unsupported(span source.Span, what string) {
	b.report(codeUnsupported, source.Unsupported, span, what+" is not supported")
}

// undocumented refuses a clause that the language's parser takes and its manual
// does not mention.
func (b *binder) undocumented(span source.Span, what string) {
	b.report(codeUnsupported, source.Unsupported, span, what+" is not supported: it is internal to Kusto and not documented")
}

func (b *binder) report(code string, kind source.Kind, span source.Span, message string) {
	if b.quiet > 0 {
		return
	}
	b.failures++
	f := finding{b.text, span, message}
	if b.seen[f] {
		return
	}
	b.seen[f] = true
	b.errs = append(b.errs, &source.Error{Code: code, Kind: kind, Message: message, Text: b.text, Span: span})
}

// declarable refuses the words that the engine does not take as names unless
// they are in brackets.
func (b *binder) declarable(n *kql.Name) {
	switch n.Raw {
	case "first", "last", "true", "false":
		b.errorf(codeName, n.Span(), "%s is a keyword: write ['%s'] to use it as a name", n.Raw, n.Raw)
	}
}

// didYouMean is the end of a message about an unknown name.
func didYouMean(name string, candidates []string) string {
	if near := source.Nearest(name, candidates); near != "" && near != name {
		return fmt.Sprintf("; did you mean %q?", near)
	}
	return ""
}

func typeList(types []table.Type) string {
	names := make([]string, len(types))
	for i, t := range types {
		names[i] = t.String()
	}
	return strings.Join(names, ", ")
}

func errHostPanic(p any) error { return fmt.Errorf("the host's function failed: %v", p) }
