package functions

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/goshawk-lang/goshawk/table"
)

// zoneNames are the names of the IANA time zone database, one a line.
//
//go:embed timezones.txt
var zoneNames string

// zoneList is the array of the names.
var zoneList = sync.OnceValue(func() table.Value {
	var names []table.Value
	for name := range strings.FieldsSeq(zoneNames) {
		names = append(names, table.StringValue(name))
	}
	return table.ArrayValue(names)
})

// timeZones: which time zones there are.
func timeZones() []Func {
	return []Func{{
		KQL: "datetime_list_timezones",
		Doc: "The names of the time zones that datetime_utc_to_local takes.",
		Impl: Overloads{{Result: table.TypeDynamic, Kernel: func(c *Call, _ []table.Column) (table.Column, error) {
			return table.NewConst(zoneList(), table.TypeDynamic, c.N), nil
		}}},
		Cases: Cases{
			`array_index_of(datetime_list_timezones(), "Europe/Berlin") >= 0`: `true`,
			`datetime_list_timezones()[0]`:                                    `dynamic("Africa/Abidjan")`,
		},
	}}
}
