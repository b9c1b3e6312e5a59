// Command rulefiles writes collections of queries, kept as JSON lines, out as
// rule files, so that commands which take folders of rules can be measured:
//
//	go run ./bench/rulefiles -out /tmp/rules queries.jsonl detections.jsonl macros.jsonl
//
// A line with a query ("kql", or "query") becomes a rule file of Sentinel's
// layout, one with a "search" of ESCU's; one with a "definition" is a macro and
// goes to a folder macros beside them.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// line is what is used of a record.
type line struct {
	ID, Name, Description string
	KQL, Query, Search    string
	Type, Status          string
	Arguments             []string
	Definition            string
	// Valid is false for a text that the language's own parser refuses.
	Valid *bool `json:"official_syntax_ok"`
}

func main() {
	out := flag.String("out", "", "the folder to write to")
	invalid := flag.Bool("invalid", false, "write texts too that the language's own parser refuses")
	flag.Parse()
	if *out == "" || flag.NArg() == 0 {
		flag.Usage()
		os.Exit(2)
	}
	counts := map[string]int{}
	for _, file := range flag.Args() {
		if err := convert(file, *out, *invalid, counts); err != nil {
			log.Fatal(err)
		}
	}
	fmt.Printf("%d KQL rules, %d SPL rules, %d macros in %s\n", counts["kql"], counts["spl"], counts["macros"], *out)
}

func convert(file, out string, invalid bool, counts map[string]int) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 16<<20)
	for n := 1; lines.Scan(); n++ {
		var l line
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			return fmt.Errorf("%s:%d: %w", file, n, err)
		}
		if l.Valid != nil && !*l.Valid && !invalid {
			continue
		}
		kind, text := l.rule()
		if kind == "" {
			continue
		}
		counts[kind]++
		name := l.ID
		if name == "" {
			name = l.Name
		}
		path := filepath.Join(out, kind, unsafe.ReplaceAllString(name, "_")+".yml")
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return lines.Err()
}

var unsafe = regexp.MustCompile(`[^A-Za-z0-9_.()-]+`)

// rule is the file that a line becomes, and the folder it goes to.
func (l line) rule() (kind, text string) {
	var b strings.Builder
	query := l.KQL
	if query == "" {
		query = l.Query
	}
	field := func(key, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s: %s\n", key, quoted(value))
		}
	}
	field("id", l.ID)
	field("name", l.Name)
	switch {
	case l.Definition != "" || l.Arguments != nil:
		field("definition", l.Definition)
		if len(l.Arguments) > 0 {
			b.WriteString("arguments:\n")
			for _, a := range l.Arguments {
				b.WriteString("  - " + quoted(a) + "\n")
			}
		}
		return "macros", b.String()
	case query != "":
		block(&b, "query", query)
		return "kql", b.String()
	case l.Search != "":
		field("type", l.Type)
		block(&b, "search", l.Search)
		return "spl", b.String()
	}
	return "", ""
}

func quoted(s string) string {
	text, err := json.Marshal(s) // a JSON string is a YAML string
	if err != nil {
		return `""`
	}
	return string(text)
}

// block writes a text as a literal block, or quoted where a block could not
// hold it as it is.
func block(b *strings.Builder, key, text string) {
	if strings.ContainsAny(text, "\t\r\x00\u0085\u2028\u2029\ufeff") || strings.HasPrefix(strings.TrimLeft(text, "\n"), " ") {
		fmt.Fprintf(b, "%s: %s\n", key, quoted(text))
		return
	}
	fmt.Fprintf(b, "%s: |\n", key)
	for _, line := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
		if line = strings.TrimRight(line, " "); line != "" {
			b.WriteString("  " + line)
		}
		b.WriteByte('\n')
	}
}
