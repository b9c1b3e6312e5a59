package useragent

import (
	"strings"

	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/table"
)

func init() { functions.Register(userAgents) }

// userAgents: what a browser says it is.
// https://learn.microsoft.com/kusto/query/parse-user-agent-function
func userAgents() []functions.Func {
	const adobe = `"Mozilla/5.0 (Windows; U; en-US) AppleWebKit/531.9 (KHTML, like Gecko) AdobeAIR/2.5.1"`
	const nokia = `"Mozilla/5.0 (SymbianOS/9.2; U; Series60/3.1 NokiaN81-3/10.0.032 Profile/MIDP-2.0 Configuration/CLDC-1.1 ) AppleWebKit/413 (KHTML, like Gecko) Safari/4"`
	return []functions.Func{{
		KQL: "parse_user_agent", Args: "user_agent [look_for]",
		Doc: "Tells the browser, the os and the device that a user agent names, those that look_for lists or all.",
		Impl: functions.Overloads{
			functions.Map1(func(agent string) table.Value { return parse(agent, parts) }),
			functions.Map2(func(agent, what string) table.Value { return parse(agent, []string{what}) }),
			functions.Map2(func(agent string, what table.Value) table.Value { return parse(agent, texts(what)) }),
		},
		Cases: functions.Cases{
			`parse_user_agent(` + adobe + `, "browser")`:                                  `dynamic({"Browser":{"Family":"AdobeAIR","MajorVersion":"2","MinorVersion":"5","Patch":"1"}})`,
			`parse_user_agent(` + nokia + `, dynamic(["browser","os","device"])).Browser`: `dynamic({"Family":"Nokia OSS Browser","MajorVersion":"3","MinorVersion":"1","Patch":""})`,
			`parse_user_agent(` + nokia + `).OperatingSystem`:                             `dynamic({"Family":"Symbian OS","MajorVersion":"9","MinorVersion":"2","Patch":"","PatchMinor":""})`,
			`parse_user_agent(` + nokia + `, "device").Device`:                            `dynamic({"Family":"Nokia N81","Brand":"Nokia","Model":"N81-3"})`,
			`parse_user_agent("", "browser")`:                                             `dynamic({"Browser":{"Family":"Other","MajorVersion":"","MinorVersion":"","Patch":""}})`,
		},
	}}
}

var parts = []string{"browser", "os", "device"}

// kind is a part of the answer: its name, its fields, and which group each
// field is unless its pattern says otherwise (0 for none).
type kind struct {
	name   string
	fields []string
	groups []int
}

var kinds = map[string]kind{
	"browser": {"Browser", []string{"Family", "MajorVersion", "MinorVersion", "Patch"}, []int{1, 2, 3, 4}},
	"os":      {"OperatingSystem", []string{"Family", "MajorVersion", "MinorVersion", "Patch", "PatchMinor"}, []int{1, 2, 3, 4, 5}},
	"device":  {"Device", []string{"Family", "Brand", "Model"}, []int{1, 0, 1}},
}

func texts(v table.Value) []string {
	if v.Kind() == table.KindString {
		return []string{v.Str()}
	}
	var out []string
	for _, x := range v.Array() {
		out = append(out, x.Str())
	}
	return out
}

// parse gives the parts asked for; a name that is none is left out.
func parse(agent string, what []string) table.Value {
	out := table.NewBag(len(what))
	in := newSubject(agent)
	for _, w := range what {
		w = strings.ToLower(w)
		if k, ok := kinds[w]; ok {
			out.Set(k.name, k.parse(in, patterns()[w]))
		}
	}
	return table.BagValue(out)
}

// parse answers with the first pattern that matches; what none matches is
// called Other.
func (k kind) parse(agent *subject, all []*pattern) table.Value {
	b := table.NewBag(len(k.fields))
	for _, p := range all {
		at := p.match(agent)
		if at == nil {
			continue
		}
		for i, f := range k.fields {
			v := p.replacements[i]
			if v != "" {
				v = expand(v, agent.text, at)
			} else if k.groups[i] > 0 {
				v = group(k.groups[i], agent.text, at)
			}
			b.Set(f, table.StringValue(strings.TrimSpace(v)))
		}
		return table.BagValue(b)
	}
	for i, f := range k.fields {
		v := ""
		if i == 0 {
			v = "Other"
		}
		b.Set(f, table.StringValue(v))
	}
	return table.BagValue(b)
}
