package detections

import (
	"slices"
	"strings"
)

// document is what the layouts of rule files have in common or apart.
type document struct {
	ID          string      `yaml:"id"`
	Name        string      `yaml:"name"`
	Description string      `yaml:"description"`
	Query       string      `yaml:"query"`
	Search      string      `yaml:"search"`
	Drilldowns  []Drilldown `yaml:"drilldown_searches"`
	Tests       []Test      `yaml:"tests"`

	// RBA is ESCU's layout since 2025.
	RBA *Risk `yaml:"rba"`
	// Finding, Intermediate and Threats are that of ESCU 6: a rule's finding
	// is about one entity, and each further one has a message of its own.
	Finding *struct {
		Title  string      `yaml:"title"`
		Entity *RiskObject `yaml:"entity"`
	} `yaml:"finding"`
	Intermediate *struct {
		Entities []RiskObject `yaml:"entities"`
	} `yaml:"intermediate_findings"`
	Threats []ThreatObject `yaml:"threat_objects"`
	// Tags hold what ESCU had before rba: observables with roles.
	Tags escuTags `yaml:"tags"`
}

// escuTags is the part of an ESCU rule's tags that says what a result is about.
// Other rules have a list of words there.
type escuTags struct {
	Message     string
	Score       float64
	Observables []observable
}

type observable struct {
	Name string   `yaml:"name"`
	Type string   `yaml:"type"`
	Role []string `yaml:"role"`
}

// UnmarshalYAML reads a mapping, and lets other forms of tags be.
func (t *escuTags) UnmarshalYAML(unmarshal func(any) error) error {
	var m struct {
		Message     string       `yaml:"message"`
		Score       float64      `yaml:"risk_score"`
		Observables []observable `yaml:"observable"`
	}
	if unmarshal(&m) == nil {
		*t = escuTags(m)
	}
	return nil
}

// risk is what the rule says about the findings of its rows, in any layout;
// nil when it says nothing.
func (d *document) risk() *Risk {
	if d.RBA != nil {
		return d.RBA
	}
	r := &Risk{Threats: d.Threats}
	if d.Finding != nil {
		r.Message = d.Finding.Title
		if d.Finding.Entity != nil && d.Finding.Entity.Field != "" {
			r.Objects = append(r.Objects, *d.Finding.Entity)
		}
	}
	if d.Intermediate != nil {
		for _, o := range d.Intermediate.Entities {
			if r.Message == "" {
				r.Message = o.Message
			}
			r.Objects = append(r.Objects, o)
		}
	}
	if d.Finding == nil && d.Intermediate == nil && d.Tags.Observables != nil {
		r.Message = d.Tags.Message
		for _, o := range d.Tags.Observables {
			switch has := func(role string) bool {
				return slices.ContainsFunc(o.Role, func(s string) bool { return strings.EqualFold(s, role) })
			}; {
			case has("Victim"):
				r.Objects = append(r.Objects, RiskObject{Field: o.Name, Type: strings.ToLower(o.Type), Score: d.Tags.Score})
			case has("Attacker"):
				r.Threats = append(r.Threats, ThreatObject{Field: o.Name, Type: strings.ToLower(o.Type)})
			}
		}
	}
	if len(r.Objects) == 0 && len(r.Threats) == 0 && r.Message == "" {
		return nil
	}
	return r
}
