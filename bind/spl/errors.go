package spl

import (
	"fmt"
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/bind"
	"github.com/goshawk-lang/goshawk/source"
)

// The codes of the binder's errors.
const (
	codeCommand     = "GH250" // a command that is known but not implemented
	codeOption      = "GH251" // an option of a command
	codeFunction    = "GH252" // a function of eval or where
	codeAggregate   = "GH253" // a function of stats and its like
	codeArguments   = "GH254" // too many or too few arguments
	codeValue       = "GH255" // a value that does not fit its place
	codeSource      = "GH256" // a lookup, data model or events that are not bound
	codePlace       = "GH257" // a command where it must not stand
	codeConstruct   = "GH258" // a construct that is not implemented
	codeEnvironment = "GH259" // something that the embedding program does not provide
	codeInternal    = "GH299"
)

type bindError struct {
	code    string
	kind    source.Kind
	message string
}

// fail reports an error at a place of the search.
func (b *binder) fail(span source.Span, e bindError) {
	b.errs = append(b.errs, &source.Error{Code: e.code, Kind: e.kind, Message: e.message, Text: b.text, Span: span})
}

// warn reports what does not stop the search.
func (b *binder) warn(span source.Span, e bindError) {
	b.warnings = append(b.warnings, &source.Error{Code: e.code, Kind: e.kind, Message: e.message, Text: b.text, Span: span})
}

func semantic(code, format string, args ...any) bindError {
	return bindError{code, source.Semantic, fmt.Sprintf(format, args...)}
}

func unsupported(code, format string, args ...any) bindError {
	return bindError{code, source.Unsupported, fmt.Sprintf(format, args...)}
}

func nearest(name string, known []string) string {
	if near := source.Nearest(strings.ToLower(name), known); near != "" {
		return fmt.Sprintf("; did you mean %q?", near)
	}
	return ""
}

func errCommand(name string) bindError {
	return unsupported(codeCommand, "command %q is not supported", name)
}

func errFirst(name string) bindError {
	return semantic(codePlace, "%q makes rows of its own and must be the first command of a search", name)
}

func errOption(command, key string, known []string) bindError {
	e := unsupported(codeOption, "option %q of %q is not supported%s", key, command, nearest(key, known))
	return e
}

func errOptionValue(command, key, want string) bindError {
	return semantic(codeValue, "option %q of %q wants %s", key, command, want)
}

func errOptionChoice(command, key, value string) bindError {
	return unsupported(codeOption, "%q with %s=%s is not supported", command, key, value)
}

func errOptionNeeds(command, key, what string) bindError {
	return unsupported(codeOption, "option %q of %q is not supported without %s", key, command, what)
}

func errFunction(name string, known bool, all []string) bindError {
	if known {
		return unsupported(codeFunction, "function %q is not supported", name)
	}
	return semantic(codeFunction, "unknown function %q%s", name, nearest(name, all))
}

func errAggregate(name string, known bool, all []string) bindError {
	if known {
		return unsupported(codeAggregate, "statistical function %q is not supported", name)
	}
	return semantic(codeAggregate, "unknown statistical function %q%s", name, nearest(name, all))
}

func errAggregateField(name string) bindError {
	return semantic(codeArguments, "%q wants a field", name)
}

func errArity(name string, least, most int) bindError {
	want := fmt.Sprintf("%d", least)
	switch {
	case most < 0:
		want = fmt.Sprintf("at least %d", least)
	case most > least:
		want = fmt.Sprintf("%d to %d", least, most)
	}
	return semantic(codeArguments, "function %q takes %s arguments", name, want)
}

func errOneField(name string) bindError {
	return semantic(codeArguments, "function %q wants exactly one field in its expression", name)
}

func errConstantText(name string) bindError {
	return semantic(codeArguments, "function %q wants a text in double quotes", name)
}

func errLookup(name string, all []string) bindError {
	return semantic(codeSource, "lookup %q is not bound%s", name, nearest(name, all))
}

func errDataModel(name string, all bind.DataModels) bindError {
	var known []string
	for n := range all {
		known = append(known, n)
	}
	slices.Sort(known)
	return semantic(codeSource, "data model %q is neither bound as a table nor mapped%s", name, nearest(name, known))
}

func errTooManyItems(n int) bindError {
	return bindError{codeValue, source.Limit, fmt.Sprintf("foreach goes through at most %d values of a field, and a row has %d", maxItems, n)}
}

func errNoEvents() bindError {
	return semantic(codeSource, "the search reads events, but none are bound")
}

func errPattern(pattern string, err error) bindError {
	_ = pattern
	return semantic(codeValue, "%v", err)
}

func errSpan(value string) bindError {
	return semantic(codeValue, "%q is no span, such as 1h, 5m or 10", value)
}

func errTime(value string, err error) bindError {
	return semantic(codeValue, "%q is no time: %v", value, err)
}

func errValue(what, value string) bindError {
	return semantic(codeValue, "%q is no %s", value, what)
}

func errConstruct(what string) bindError {
	return unsupported(codeConstruct, "%s is not supported", what)
}

func errNotProvided(what string) bindError {
	return unsupported(codeEnvironment, "%s is not provided here", what)
}

func errNoKernel(name string) bindError {
	return bindError{codeInternal, source.Unsupported, fmt.Sprintf("the engine has no function %q", name)}
}
