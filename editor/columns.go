package editor

import (
	"strings"

	"github.com/goshawk-lang/goshawk"
)

// columnsOf are the columns of the rows that a query gives. A query that does
// not compile is tried without its last operators: what they would add is
// missing then, and what is before them is better than nothing.
func columnsOf(db *goshawk.Engine, lang goshawk.Language, before string, stages []string) []Candidate {
	for n := len(stages); n > 0; n-- {
		q, err := db.Compile(lang, goshawk.Text{Query: before + strings.Join(stages[:n], "|")})
		if err != nil {
			continue
		}
		schema, open := q.Schema()
		var out []Candidate
		seen := map[string]bool{}
		for _, f := range schema.Fields() {
			seen[f.Name] = true
			out = append(out, Candidate{Text: f.Name, Kind: Column, Doc: f.Type.String()})
		}
		if open {
			out = append(out, eventFields(db, seen)...)
		}
		return out
	}
	return nil
}

// eventFields are the fields that the tables are known to have, for searches
// whose events may bring any of them.
func eventFields(db *goshawk.Engine, seen map[string]bool) (out []Candidate) {
	tables := db.Tables()
	for _, n := range sortedKeys(tables) {
		for _, f := range tables[n].Schema().Fields() {
			if !seen[f.Name] {
				seen[f.Name] = true
				out = append(out, Candidate{Text: f.Name, Kind: Column, Doc: f.Type.String()})
			}
		}
	}
	return out
}
