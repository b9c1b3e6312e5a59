package spl

import (
	"slices"
	"strconv"
	"strings"

	"github.com/goshawk-lang/goshawk/ast/spl"
)

// options are a command's options, all of them known.
type options struct {
	b       *binder
	keyword string
	list    spl.Options
}

// options refuses the options that a command does not have or that are not
// implemented.
func (b *binder) options(c spl.Command, list spl.Options, known ...string) options {
	for _, o := range list {
		if !slices.Contains(known, strings.ToLower(o.Key)) {
			b.fail(o.Span(), errOption(c.Keyword(), o.Key, known))
		}
	}
	return options{b, c.Keyword(), list}
}

// text is an option's value without quotes, or otherwise.
func (o options) text(key, otherwise string) string {
	if s, ok := o.list.Text(key); ok {
		return s
	}
	return otherwise
}

func (o options) has(key string) bool { return o.list.Get(key) != nil }

// bool reads t, true, 1, f, false, 0.
func (o options) bool(key string, otherwise bool) bool {
	opt := o.list.Get(key)
	if opt == nil {
		return otherwise
	}
	switch strings.ToLower(opt.Value.Text()) {
	case "t", "true", "1", "yes", "y":
		return true
	case "f", "false", "0", "no", "n":
		return false
	}
	o.b.fail(opt.Span(), errOptionValue(o.keyword, opt.Key, "true or false"))
	return otherwise
}

// int reads a whole number.
func (o options) int(key string, otherwise int64) int64 {
	opt := o.list.Get(key)
	if opt == nil {
		return otherwise
	}
	n, err := strconv.ParseInt(opt.Value.Text(), 10, 64)
	if err != nil || n < 0 {
		o.b.fail(opt.Span(), errOptionValue(o.keyword, opt.Key, "a whole number"))
		return otherwise
	}
	return n
}

// only refuses an option unless it has one of the values.
func (o options) only(key string, values ...string) {
	opt := o.list.Get(key)
	if opt != nil && !slices.Contains(values, strings.ToLower(opt.Value.Text())) {
		o.b.fail(opt.Span(), errOptionChoice(o.keyword, opt.Key, opt.Value.Text()))
	}
}

// byOptions takes a command's options from where they follow its BY fields.
func byOptions(list spl.Options, by []*spl.ByField) (spl.Options, []*spl.ByField) {
	list = append(spl.Options(nil), list...)
	bare := make([]*spl.ByField, len(by))
	for i, f := range by {
		list = append(list, f.Options...)
		bare[i] = &spl.ByField{Name: f.Name}
	}
	return list, bare
}

// count reads a leading number of rows.
func (b *binder) count(c *spl.Count, otherwise int64) int64 {
	if c == nil {
		return otherwise
	}
	n, err := strconv.ParseInt(c.Raw, 10, 64)
	if err != nil {
		b.fail(c.Span(), errValue("number of rows", c.Raw))
		return otherwise
	}
	return n
}

func names(list []*spl.Name) []string {
	out := make([]string, len(list))
	for i, n := range list {
		out[i] = n.Text()
	}
	return out
}
