package splunk

import (
	"cmp"
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/goshawk-lang/goshawk/internal/pattern"
	"github.com/goshawk-lang/goshawk/table"
)

//go:embed sourcetypes/*.conf
var shipped embed.FS

// Config is a set of configuration files. It is safe for concurrent use.
type Config struct {
	props, transforms, eventtypes, tags, transactiontypes Conf

	stanzas   []*scoped // weakest first
	knowledge *table.Knowledge
	warnings  []string

	mu     sync.Mutex
	cache  map[[3]string]*Props
	merged map[string]*Props // by the stanzas that match
}

// Default is the configuration that is shipped: the usual source types.
var Default = sync.OnceValue(func() *Config {
	c := &Config{}
	if err := c.addFS(shipped, "sourcetypes"); err != nil {
		return &Config{warnings: []string{err.Error()}}
	}
	c.finish(false)
	return c
})

// Load lays files and folders over the shipped configuration, the later ones
// on top. Of a folder it reads props.conf, transforms.conf, eventtypes.conf,
// tags.conf and transactiontypes.conf; when it is an add-on's, with folders
// default and local, those of default and then those of local. A file's name
// ends in one of the five.
// The error names the file and line.
func Load(paths ...string) (*Config, error) {
	c := &Config{}
	if err := c.addFS(shipped, "sourcetypes"); err != nil {
		return nil, err
	}
	for _, p := range paths {
		if err := c.addPath(p); err != nil {
			return nil, err
		}
	}
	c.finish(true)
	return c, nil
}

// Parse lays the text of one file over the shipped configuration; kind is
// "props", "transforms", "eventtypes", "tags" or "transactiontypes".
func Parse(texts map[string]string) (*Config, error) {
	c := &Config{}
	if err := c.addFS(shipped, "sourcetypes"); err != nil {
		return nil, err
	}
	return c.lay(texts)
}

// lay puts the texts of files over what c has, and makes it ready.
func (c *Config) lay(texts map[string]string) (*Config, error) {
	for _, kind := range slices.Sorted(maps.Keys(texts)) {
		if err := c.add(kind+".conf", texts[kind]); err != nil {
			return nil, err
		}
	}
	c.finish(true)
	return c, nil
}

func (c *Config) addPath(path string) error {
	st, err := os.Stat(path)
	if err != nil {
		return err
	}
	if !st.IsDir() {
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return c.add(path, string(text))
	}
	dirs := []string{"."}
	for _, layer := range []string{"default", "local"} {
		if st, err := os.Stat(filepath.Join(path, layer)); err == nil && st.IsDir() {
			dirs = append(dirs, layer)
		}
	}
	for _, dir := range dirs {
		if err := c.addFS(os.DirFS(path), dir); err != nil {
			return err
		}
	}
	return nil
}

// addFS reads the .conf files of a folder, in the order of their names.
func (c *Config) addFS(fsys fs.FS, dir string) error {
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		name := e.Name()
		if dir != "." {
			name = dir + "/" + name
		}
		if e.IsDir() || c.target(name) == nil {
			continue
		}
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		if err := c.add(name, string(text)); err != nil {
			return err
		}
	}
	return nil
}

// target is the layer that a file belongs to, nil when it is none of them.
func (c *Config) target(file string) *Conf {
	switch base := filepath.Base(file); {
	case strings.HasSuffix(base, "props.conf"):
		return &c.props
	case strings.HasSuffix(base, "transforms.conf"):
		return &c.transforms
	case strings.HasSuffix(base, "eventtypes.conf"):
		return &c.eventtypes
	case strings.HasSuffix(base, "tags.conf"):
		return &c.tags
	case strings.HasSuffix(base, "transactiontypes.conf"):
		return &c.transactiontypes
	}
	return nil
}

func (c *Config) add(file, text string) error {
	into := c.target(file)
	if into == nil {
		return fmt.Errorf("%s: not a props.conf, transforms.conf, eventtypes.conf, tags.conf or transactiontypes.conf", file)
	}
	return into.parse(file, text)
}

// finish makes the stanzas ready. Their patterns are compiled when the first
// event asks for them, or at once when they are to be checked.
func (c *Config) finish(check bool) {
	c.cache, c.merged = map[[3]string]*Props{}, map[string]*Props{}
	for _, s := range c.props.Stanzas {
		x := &scoped{Stanza: s, scope: scopeOf(s.Name)}
		if x.scope.Regex == "" {
			x.priority = 100
		} else {
			x.head, x.re = scopeHead(x.scope), pattern.Lazy(x.scope.Regex)
		}
		if p, err := strconv.Atoi(s.Get("priority")); err == nil {
			x.priority = p
		}
		x.origins = sync.OnceValue(func() *Origins { return c.originsOf(s.Settings) })
		c.stanzas = append(c.stanzas, x)
	}
	slices.SortStableFunc(c.stanzas, weaker)
	if check {
		c.check()
	}
	c.knowledge = c.makeKnowledge()
}

// check reads every stanza to warn of what cannot be read, and drops those whose
// pattern cannot.
func (c *Config) check() {
	c.stanzas = slices.DeleteFunc(c.stanzas, func(x *scoped) bool {
		_, err := regexp.Compile(x.scope.Regex)
		if err != nil {
			c.warn("props.conf [%s]: the pattern cannot be read: %v", x.Name, err)
		}
		return err != nil
	})
	for _, x := range c.stanzas {
		p := &Props{config: c, settings: x.Settings}
		p.compile("props.conf [" + x.Name + "]")
		c.warnings = append(c.warnings, p.warnings...)
	}
}

func (c *Config) warn(format string, args ...any) {
	c.warnings = append(c.warnings, fmt.Sprintf(format, args...))
}

// Warnings tell the settings that could not be read and are left out.
func (c *Config) Warnings() []string { return c.warnings }

// Knowledge is what the files say beyond extraction.
func (c *Config) Knowledge() *table.Knowledge { return c.knowledge }

// Known reports whether a stanza is for this source type in particular.
func (c *Config) Known(sourcetype string) bool {
	for _, s := range c.stanzas {
		if s.scope.Kind == table.ScopeSourcetype && s.matches(&sourcetype, nil, nil) {
			return sourcetype != ""
		}
	}
	return false
}

// Props are the settings for events with this metadata; empty text stands for
// none. Metadata that the same stanzas match gives the same Props.
func (c *Config) Props(sourcetype, source, host string) *Props {
	key := [3]string{sourcetype, source, host}
	c.mu.Lock()
	defer c.mu.Unlock()
	if p := c.cache[key]; p != nil {
		return p
	}
	var merged Stanza
	var which []byte
	for i, x := range c.stanzas {
		if x.matches(&sourcetype, &source, &host) {
			which = append(which, byte(i), byte(i>>8))
			for _, y := range x.Settings {
				merged.set(y.Key, y.Value)
			}
		}
	}
	p := c.merged[string(which)]
	if p == nil {
		p = &Props{config: c, settings: merged.Settings}
		p.compile("")
		c.merged[string(which)] = p
	}
	if len(c.cache) > maxCachedProps {
		clear(c.cache)
	}
	c.cache[key] = p
	return p
}

// maxCachedProps keeps events of many hosts from filling memory.
const maxCachedProps = 4096

// Possible is what fields are made of as every stanza says that may be for an
// event whose metadata is known in part; nil stands for what is not known.
func (c *Config) Possible(sourcetype, source, host *string) []*Origins {
	var out []*Origins
	for _, s := range c.stanzas {
		if s.matches(sourcetype, source, host) {
			out = append(out, s.origins())
		}
	}
	return out
}

// UsesSource reports whether a stanza looks at an event's source.
func (c *Config) UsesSource() bool {
	return slices.ContainsFunc(c.stanzas, func(s *scoped) bool { return s.scope.Kind == table.ScopeSource })
}

// KnowledgeOf is Knowledge without the settings for other events than those
// whose metadata is known in part; nil stands for what is not known.
func (c *Config) KnowledgeOf(sourcetype, source, host *string) *table.Knowledge {
	if sourcetype == nil && source == nil && host == nil {
		return c.knowledge
	}
	out := &table.Knowledge{EventTypes: c.knowledge.EventTypes, Tags: c.knowledge.Tags, Transactions: c.knowledge.Transactions, Extraction: c.Extraction}
	may := map[table.EventScope]bool{}
	for _, s := range c.stanzas {
		may[s.scope] = s.matches(sourcetype, source, host)
	}
	for _, f := range c.knowledge.Calculated {
		if may[f.Scope] {
			out.Calculated = append(out.Calculated, f)
		}
	}
	for _, l := range c.knowledge.Lookups {
		if may[l.Scope] {
			out.Lookups = append(out.Lookups, l)
		}
	}
	return out
}

func (c *Config) makeKnowledge() *table.Knowledge {
	k := &table.Knowledge{Extraction: c.Extraction}
	for _, s := range c.stanzas {
		c.stanzaKnowledge(s, k)
	}
	for _, s := range c.eventtypes.Stanzas {
		if search := s.Get("search"); search != "" && !isTrue(s.Get("disabled")) {
			priority, _ := strconv.Atoi(s.Get("priority"))
			k.EventTypes = append(k.EventTypes, table.EventType{Name: s.Name, Search: search, Priority: priority})
		}
	}
	for _, s := range c.tags.Stanzas {
		field, value, ok := strings.Cut(s.Name, "=")
		if !ok {
			if s.Name != "default" {
				c.warn("tags.conf [%s]: want [field=value]", s.Name)
			}
			continue
		}
		for _, x := range s.Settings {
			if isTrue(x.Value) {
				k.Tags = append(k.Tags, table.FieldTag{Field: strings.TrimSpace(field), Value: unquoteTag(strings.TrimSpace(value)), Tag: x.Key})
			}
		}
	}
	k.Transactions = c.transactions()
	slices.SortFunc(k.EventTypes, func(a, b table.EventType) int { return strings.Compare(a.Name, b.Name) })
	slices.SortFunc(k.Tags, func(a, b table.FieldTag) int {
		return cmp.Or(strings.Compare(a.Field, b.Field), strings.Compare(a.Value, b.Value), strings.Compare(a.Tag, b.Tag))
	})
	return k
}

// transactions are the stanzas of transactiontypes.conf with what they take over
// from [default].
func (c *Config) transactions() []table.TransactionType {
	var out []table.TransactionType
	for _, s := range c.transactiontypes.Stanzas {
		if s.Name == "default" {
			continue
		}
		t := table.TransactionType{Name: s.Name, Options: map[string]string{}}
		for _, from := range []*Stanza{c.transactiontypes.Stanza("default"), s} {
			if from == nil {
				continue
			}
			for _, x := range from.Settings {
				t.Options[x.Key] = x.Value
			}
		}
		out = append(out, t)
	}
	return out
}

// unquoteTag resolves the percent signs that tags.conf spells odd bytes with.
func unquoteTag(s string) string {
	var out []byte
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if n, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				out = append(out, byte(n))
				i += 2
				continue
			}
		}
		out = append(out, s[i])
	}
	return string(out)
}
