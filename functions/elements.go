package functions

import (
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// elementsOf spreads the arrays of a dynamic column into their elements, as
// make_list and make_set do; other columns and values are left as they are.
func elementsOf(groups []uint32, c table.Column, t table.Type) ([]uint32, table.Column) {
	c = table.Resolve(c)
	if t == table.TypeString {
		return groups, table.WithoutNulls(c)
	}
	if t != table.TypeDynamic && t != table.TypeUnknown {
		return groups, c
	}
	switch c := table.Flatten(c).(type) {
	case *table.List:
		return listElements(groups, c)
	case *table.JSON:
		for i, raw := range c.Raw() {
			if !c.Null(i) && strings.HasPrefix(strings.TrimLeft(raw, " \t\r\n"), "[") {
				return valueElements(groups, c)
			}
		}
		return groups, c
	case *table.Vec[table.Value]:
		for _, v := range c.Vals() {
			if v.Kind() == table.KindArray {
				return valueElements(groups, c)
			}
		}
		return groups, c
	default:
		return groups, c
	}
}

func listElements(groups []uint32, c *table.List) ([]uint32, table.Column) {
	offsets := c.Offsets()
	n := c.Len()
	size := int(offsets[n] - offsets[0])
	spread, rows := make([]uint32, 0, size), make([]int32, 0, size)
	for i := range n {
		if c.Null(i) {
			spread, rows = append(spread, groups[i]), append(rows, -1)
			continue
		}
		for j := offsets[i]; j < offsets[i+1]; j++ {
			spread, rows = append(spread, groups[i]), append(rows, j)
		}
	}
	return spread, c.Child().Take(rows)
}

func valueElements(groups []uint32, c table.Column) ([]uint32, table.Column) {
	spread, vals := make([]uint32, 0, c.Len()), make([]table.Value, 0, c.Len())
	for i := range c.Len() {
		v := c.Value(i)
		if v.Kind() != table.KindArray {
			spread, vals = append(spread, groups[i]), append(vals, v)
			continue
		}
		for _, x := range v.Array() {
			spread, vals = append(spread, groups[i]), append(vals, x)
		}
	}
	return spread, table.NewVec(vals, nil)
}
