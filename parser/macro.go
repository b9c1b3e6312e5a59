package parser

import (
	"fmt"
	"strings"

	"github.com/goshawk-lang/goshawk/source"
)

// MacroDef is the definition of a search macro.
type MacroDef struct {
	// Args are the names that $name$ stands for in the definition.
	Args []string
	// Definition is the text put in place of the call.
	Definition *source.Text
}

// Macros finds macro definitions. The number of arguments is part of the
// name: `m(a,b)` asks for m with arity 2. Implementations must be safe for
// concurrent use.
type Macros interface {
	Macro(name string, arity int) (MacroDef, bool)
}

// MacroSet is a fixed set of macros under the names Splunk gives them:
// "name" without arguments, "name(2)" with two.
type MacroSet map[string]MacroDef

// Macro implements [Macros].
func (s MacroSet) Macro(name string, arity int) (MacroDef, bool) {
	d, ok := s[macroKey(name, arity)]
	return d, ok
}

// FilterFallback answers as m does, and for a macro without arguments that m
// lacks and whose name ends in _filter with `search *`: the definition that
// every published detection's own filter macro has.
func FilterFallback(m Macros) Macros { return filterFallback{m} }

type filterFallback struct{ Macros }

var keepAll = source.New("filter macro", "search *")

func (f filterFallback) Macro(name string, arity int) (MacroDef, bool) {
	if f.Macros != nil {
		if d, ok := f.Macros.Macro(name, arity); ok {
			return d, true
		}
	}
	if arity == 0 && strings.HasSuffix(name, "_filter") {
		return MacroDef{Definition: keepAll}, true
	}
	return MacroDef{}, false
}

func macroKey(name string, arity int) string {
	if arity == 0 {
		return name
	}
	return fmt.Sprintf("%s(%d)", name, arity)
}

// ExpandMacros replaces the macro calls of text, nested ones too, and leaves
// comments in place. The result's Origins lead back to the definitions and
// calls. Inside double quotes a backtick is an ordinary character (the map
// command expands the search in its text when it runs it). A text without
// calls is returned as it is.
//
// The error is a [*source.Error] or a [source.List] of undefined macros,
// malformed calls and cycles.
func ExpandMacros(text *source.Text, macros Macros) (*source.Text, error) {
	if strings.IndexByte(text.Body, '`') < 0 {
		return text, nil
	}
	e := &macroExpander{macros: macros}
	out := e.expand(text, nil)
	return out, e.errs.Err()
}

type macroExpander struct {
	macros Macros
	errs   source.List
	size   int
	calls  int
}

// maxMacroCalls bounds the calls of one search, nested ones included.
const maxMacroCalls = 20_000

// macroCall is one call as written.
type macroCall struct {
	name string
	args []source.Span // in the calling text, without quotes
	span source.Span   // with its backticks
}

// macroFrame is a macro being expanded.
type macroFrame struct {
	key  string
	call macroCall
	text *source.Text // the calling text
}

// fail records an error inside the macros of stack, outermost first.
func (e *macroExpander) fail(text *source.Text, span source.Span, stack []macroFrame, code, msg string) {
	const most = 20
	for i := len(stack) - 1; i >= 0; i-- {
		f := stack[i]
		text = &source.Text{Name: text.Name, Body: text.Body, Origins: []source.Origin{{End: len(text.Body), From: text,
			Macro: f.call.name, Call: f.call.span, CallText: f.text}}}
	}
	if len(e.errs) < most {
		e.errs = append(e.errs, &source.Error{Code: code, Kind: source.Syntax, Text: text, Span: span, Message: msg})
	}
}

// macroOutput is an expanded text being built.
type macroOutput struct {
	body    strings.Builder
	origins []source.Origin
}

// add appends From.Body[start:end], where From is o.From.
func (m *macroOutput) add(o source.Origin, start, end int) {
	if start >= end {
		return
	}
	o.Offset, o.Start = start, m.body.Len()
	m.body.WriteString(o.From.Body[start:end])
	o.End = m.body.Len()
	m.origins = append(m.origins, o)
}

func (m *macroOutput) text(like *source.Text) *source.Text {
	return &source.Text{Name: like.Name, Body: m.body.String(), Origins: m.origins}
}

// expand returns text with its calls replaced; stack holds the macros it is
// inside of.
func (e *macroExpander) expand(text *source.Text, stack []macroFrame) *source.Text {
	body := text.Body
	if strings.IndexByte(body, '`') < 0 {
		return text
	}
	var out macroOutput
	done, quoted := 0, false
	for i := 0; i < len(body); {
		switch body[i] {
		case '\\':
			i += 2
		case '"':
			quoted = !quoted
			i++
		case '`':
			if quoted {
				i++
				continue
			}
			if strings.HasPrefix(body[i:], "```") {
				i = commentEnd(body, i)
				continue
			}
			call, ok := parseMacroCall(body, i)
			expansion := e.call(text, call, ok, stack)
			if expansion == nil {
				i = call.span.End
				continue
			}
			out.add(source.Origin{From: text}, done, i)
			out.add(source.Origin{From: expansion, Macro: call.name, Call: call.span, CallText: text}, 0, len(expansion.Body))
			i, done = call.span.End, call.span.End
		default:
			i++
		}
	}
	if done == 0 && len(out.origins) == 0 {
		return text
	}
	out.add(source.Origin{From: text}, done, len(body))
	return out.text(text)
}

func commentEnd(body string, at int) int {
	if end := strings.Index(body[at+3:], "```"); end >= 0 {
		return at + end + 6
	}
	return len(body)
}

// call returns the expansion of one call, or nil when there is none; an
// error was then recorded.
func (e *macroExpander) call(text *source.Text, call macroCall, ok bool, stack []macroFrame) *source.Text {
	if e.calls++; e.calls > maxMacroCalls || e.size > MaxSPLText {
		e.tooLarge(text, call.span)
		return nil
	}
	if !ok {
		e.fail(text, call.span, stack, splCodeMacro, "a macro call is `name` or `name(argument, ...)` between backticks")
		return nil
	}
	key := macroKey(call.name, len(call.args))
	var def MacroDef
	found := false
	if e.macros != nil {
		def, found = e.macros.Macro(call.name, len(call.args))
	}
	if !found || def.Definition == nil {
		e.fail(text, call.span, stack, splCodeMacro, "macro `"+key+"` is not defined")
		return nil
	}
	if cycle := macroCycle(stack, key); cycle != "" {
		e.fail(text, call.span, stack, splCodeCycle, "macro leads back to itself: "+cycle)
		return nil
	}
	if len(def.Args) != len(call.args) {
		e.fail(text, call.span, stack, splCodeMacro, fmt.Sprintf("macro `%s` is defined with %d argument names", key, len(def.Args)))
		return nil
	}
	filled := fillMacro(def, text, call.args)
	if e.size += len(filled.Body); e.size > MaxSPLText {
		e.tooLarge(text, call.span)
		return nil
	}
	return e.expand(filled, append(stack[:len(stack):len(stack)], macroFrame{key, call, text}))
}

// tooLarge puts the limit in place of all other errors, once.
func (e *macroExpander) tooLarge(text *source.Text, span source.Span) {
	if len(e.errs) == 1 && e.errs[0].Kind == source.Limit {
		return
	}
	e.errs = source.List{{Code: splCodeSize, Kind: source.Limit, Text: text, Span: span,
		Message: "the search grows too large by its macros"}}
}

// macroCycle is "a -> b -> a" if key is on the stack, else empty.
func macroCycle(stack []macroFrame, key string) string {
	for i, outer := range stack {
		if outer.key == key {
			cycle := ""
			for _, f := range stack[i:] {
				cycle += f.key + " -> "
			}
			return cycle + key
		}
	}
	return ""
}

// fillMacro replaces $arg$ in a definition.
func fillMacro(def MacroDef, caller *source.Text, args []source.Span) *source.Text {
	body := def.Definition.Body
	if len(args) == 0 || strings.IndexByte(body, '$') < 0 {
		return def.Definition
	}
	var out macroOutput
	done := 0
	for i := 0; i < len(body); {
		n, arg := macroParameter(body[i:], def.Args)
		if n == 0 {
			i++
			continue
		}
		out.add(source.Origin{From: def.Definition}, done, i)
		out.add(source.Origin{From: caller}, args[arg].Start, args[arg].End)
		i += n
		done = i
	}
	out.add(source.Origin{From: def.Definition}, done, len(body))
	return out.text(def.Definition)
}

// macroParameter finds which of names stands as $name$ at the start of s.
func macroParameter(s string, names []string) (length, index int) {
	if s[0] != '$' {
		return 0, 0
	}
	end := strings.IndexByte(s[1:], '$')
	if end < 0 {
		return 0, 0
	}
	for i, name := range names {
		if s[1:end+1] == strings.TrimSpace(name) {
			return end + 2, i
		}
	}
	return 0, 0
}
