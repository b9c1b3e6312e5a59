package detections

import (
	"fmt"
	"strings"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/internal/pattern"
	"github.com/goshawk-lang/goshawk/output"
	"github.com/goshawk-lang/goshawk/table"
)

var token = pattern.Lazy(`\$([A-Za-z_][\w.{}]*?)(\|s)?\$`)

// fill replaces $field$ by the row's value, which several values make a comma
// list; a token whose field the row does not have stays as it is. quote
// prepares a value for where it goes.
func fill(template string, row goshawk.Row, quote func(string) string) string {
	return token().ReplaceAllStringFunc(template, func(t string) string {
		m := token().FindStringSubmatch(t)
		v := row.Get(m[1])
		if v.IsNull() {
			return t
		}
		return quote(strings.Join(texts(v), ", "))
	})
}

// texts are a field's values as text.
func texts(v table.Value) []string {
	if v.Kind() != table.KindArray {
		if v.IsNull() {
			return nil
		}
		return []string{output.Text(v)}
	}
	var out []string
	for _, e := range v.Array() {
		out = append(out, texts(e)...)
	}
	return out
}

// escapeSPL makes a value safe between the double quotes in which drilldown
// searches put their tokens.
func escapeSPL(s string) string {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s)
}

// originalSearch is the token that stands for the rule's own search.
const originalSearch = "%original_detection_search%"

// Drilldown is the text of drilldown search n (from 1) with its tokens filled
// from a row of the rule's result. The time range of the original search
// ($info_min_time$ and $info_max_time$) is that of all data, since files are
// searched as a whole.
func (r *Rule) Drilldown(n int, row goshawk.Row) (string, error) {
	if n < 1 || n > len(r.Drilldowns) {
		return "", fmt.Errorf("%w: %s has %d", ErrNoDrilldown, r.File, len(r.Drilldowns))
	}
	d := r.Drilldowns[n-1]
	search := fill(d.Search, row, escapeSPL)
	return strings.ReplaceAll(search, originalSearch, strings.TrimSpace(r.Text.Query)), nil
}

// Finding is one risk finding of one result row.
type Finding struct {
	Rule    string   `json:"rule"`
	RuleID  string   `json:"rule_id"`
	Message string   `json:"risk_message"`
	Object  string   `json:"risk_object"`
	Type    string   `json:"risk_object_type"`
	Score   float64  `json:"risk_score"`
	Threats []Threat `json:"threat_objects"`
}

// Threat is a threat object of a finding.
type Threat struct {
	Object string `json:"threat_object"`
	Type   string `json:"threat_object_type"`
}

// Findings are the risk findings that the rule's rba block describes for a
// result row: one for each value of each risk object's field. A rule without
// the block has none.
func (r *Rule) Findings(row goshawk.Row) []Finding {
	if r.Risk == nil {
		return nil
	}
	message := fill(r.Risk.Message, row, func(s string) string { return s })
	threats := []Threat{}
	for _, t := range r.Risk.Threats {
		for _, v := range texts(row.Get(t.Field)) {
			threats = append(threats, Threat{v, t.Type})
		}
	}
	var out []Finding
	for _, o := range r.Risk.Objects {
		message := message
		if o.Message != "" {
			message = fill(o.Message, row, func(s string) string { return s })
		}
		for _, v := range texts(row.Get(o.Field)) {
			out = append(out, Finding{Rule: r.Name, RuleID: r.ID, Message: message, Object: v, Type: o.Type, Score: o.Score, Threats: threats})
		}
	}
	return out
}
