package table

// Knowledge is what configuration says of events beyond what a reader takes
// from their text: it is data here, computed by whoever knows the language.
type Knowledge struct {
	Calculated []CalculatedField // in the order of their scopes' precedence, lowest first
	Lookups    []AutoLookup      // the same
	EventTypes []EventType       // by name
	Tags       []FieldTag        // by field, value and tag
	// Transactions are the kinds of transaction that have a name.
	Transactions []TransactionType
	// Extraction, unless nil, is the named extraction of a text, with some of its
	// settings replaced; the error tells why there is none.
	Extraction func(name string, over map[string]string) (Extraction, error)
}

// ScopeKind is what a scope looks at.
type ScopeKind string

// The kinds of scope, in ascending precedence.
const (
	ScopeDefault    ScopeKind = "default" // every event
	ScopeSourcetype ScopeKind = "sourcetype"
	ScopeHost       ScopeKind = "host"
	ScopeSource     ScopeKind = "source"
)

// EventScope says which events a setting is for: those whose field of the
// kind's name equals Pattern, or when Regex is not empty matches it, in whole
// and without regard to case for a host.
type EventScope struct {
	Kind    ScopeKind
	Pattern string
	Regex   string // RE2, anchored at both ends
}

// CalculatedField is a field whose value is an SPL eval expression over the
// event's extracted fields and aliases. All of an event's calculated fields
// see the fields as they were before; a later one for the same field wins.
type CalculatedField struct {
	Scope      EventScope
	Field      string
	Expression string
}

// AutoLookup is a lookup that is applied to every event of its scope, after
// the calculated fields.
type AutoLookup struct {
	Scope EventScope
	// Class orders the lookups of a scope; Table is the lookup's definition.
	Class, Table string
	Inputs       []LookupField
	Outputs      []LookupField // none: all fields of the lookup
	// KeepExisting leaves an event's own field as it is (OUTPUTNEW).
	KeepExisting bool
}

// LookupField pairs a lookup's field with the event's.
type LookupField struct{ Lookup, Event string }

// EventType names the events that an SPL search finds.
type EventType struct {
	Name, Search string
	Priority     int // 1 is the highest; 0 when not given
}

// FieldTag says that events whose field has the value carry the tag.
type FieldTag struct{ Field, Value, Tag string }

// Extraction calls found for each field of a text. It is safe for concurrent use.
type Extraction func(text string, found func(name, value string))

// TransactionType is a named set of options of the command transaction, as they
// are written there.
type TransactionType struct {
	Name    string
	Options map[string]string
}

// Knowing is a source that brings knowledge about its events.
type Knowing interface {
	// Knowledge may be nil. It is not changed after the source was made.
	Knowledge() *Knowledge
}
