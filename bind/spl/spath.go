package spl

import (
	"fmt"
	"strconv"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// spath extracts the values at a path of JSON text, or all of them.
func (b *binder) spath(in plan.Node, c *spl.Spath) plan.Node {
	o := b.options(c, c.Options, "input", "path", "output")
	input, path := o.text("input", "_raw"), o.text("path", "")
	if len(c.Fields) > 0 {
		path = c.Fields[0].Text()
	}
	if path != "" {
		got := b.call(c.Span(), "spath", b.column(input), text(path))
		return b.extracted(in, c, []plan.Named{{Name: o.text("output", path), Expr: got}})
	}
	return b.fieldsOut(in, functions.SpathAll, input, functions.TableArgs{"chars": table.LongValue(b.env.Limits.Spath)})
}

// fieldsOut is a table function that adds the fields that it finds in one.
func (b *binder) fieldsOut(in plan.Node, f *functions.TableFunc, input string, args functions.TableArgs) plan.Node {
	if args == nil {
		args = functions.TableArgs{}
	}
	args["input"] = table.StringValue(input)
	return &plan.TableCall{
		Func: f, In: []plan.Node{in}, Of: plan.Shape{Schema: in.Shape().Schema, Open: true},
		Pass: true, Reads: []string{input}, Args: args,
	}
}

// xmlkv extracts <key>value</key>.
func (b *binder) xmlkv(in plan.Node, c *spl.Xmlkv) plan.Node {
	b.options(c, c.Options, "maxinputs").int("maxinputs", 0)
	input := "_raw"
	if len(c.Fields) > 0 {
		input = c.Fields[0].Text()
	}
	return b.fieldsOut(in, functions.XMLFields, input, nil)
}

// extract finds key=value pairs in _raw.
func (b *binder) extract(in plan.Node, c *spl.Extract) plan.Node {
	o := b.options(c, c.Options, "pairdelim", "kvdelim", "limit", "maxchars", "clean_keys", "mv_add", "auto", "reload", "segment")
	o.only("auto", "t", "true", "f", "false")
	o.bool("reload", false)  // the configuration is read anew in every run
	o.bool("segment", false) // notes where the pairs stand, which no command asks for
	if len(c.Fields) > 0 {
		return b.extractBy(in, c, o)
	}
	if !o.bool("auto", true) && !o.has("pairdelim") && !o.has("kvdelim") {
		return in // nothing says what a pair is
	}
	return b.fieldsOut(in, functions.PairFields, "_raw", functions.TableArgs{
		"pairdelim": table.StringValue(o.text("pairdelim", " ,;|\t\n")), "kvdelim": table.StringValue(o.text("kvdelim", "=")),
		"several": table.BoolValue(o.bool("mv_add", false)), "raw": table.BoolValue(!o.bool("clean_keys", true)),
		"most": table.LongValue(o.int("limit", b.env.Limits.Pairs)), "chars": table.LongValue(o.int("maxchars", b.env.Limits.PairChars)),
		"told": table.BoolValue(true), "undivided": table.BoolValue(o.has("kvdelim")),
	})
}

// extractBy is `extract stanza`: what the stanzas of transforms.conf take out of
// _raw. clean_keys and mv_add stand in for what these say themselves.
func (b *binder) extractBy(in plan.Node, c *spl.Extract, o options) plan.Node {
	for _, key := range []string{"pairdelim", "kvdelim", "limit", "maxchars"} {
		if opt := c.Options.Get(key); opt != nil {
			b.fail(opt.Span(), errConstruct(opt.Key+" with a stanza of transforms.conf"))
		}
	}
	over := map[string]string{}
	for key, setting := range map[string]string{"clean_keys": "CLEAN_KEYS", "mv_add": "MV_ADD"} {
		if o.has(key) {
			over[setting] = strconv.FormatBool(o.bool(key, false))
		}
	}
	var list []table.Extraction
	for _, f := range c.Fields {
		x, err := b.extraction(f.Text(), over)
		if err == nil {
			list = append(list, x)
		} else if !b.env.Check {
			b.fail(f.Span(), semantic(codeSource, "extract: %v", err))
		}
	}
	return b.fieldsOut(in, functions.ExtractedFields(list), "_raw", nil)
}

// extraction finds an extraction in what the configuration says of the events.
func (b *binder) extraction(name string, over map[string]string) (table.Extraction, error) {
	err := fmt.Errorf("no transform [%s]: no transforms.conf was given", name)
	for _, k := range b.configured() {
		if k.Extraction == nil {
			continue
		}
		x, problem := k.Extraction(name, over)
		if problem == nil {
			return x, nil
		}
		err = problem
	}
	return nil, err
}
