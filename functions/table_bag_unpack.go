package functions

import (
	"slices"

	"github.com/goshawk-lang/goshawk/table"
)

// BagUnpack makes a column of every property of a column of bags.
var BagUnpack = &TableFunc{
	Name: "bag_unpack",
	Doc: `Replaces a column of property bags by one column per property, in the order of their names.
Arguments:
  column: name of the bags' column
  prefix: put before the properties' names
  conflict: what to do with a property named like another column: "error" (when absent), "replace_source", "keep_source"
  ignored: names of properties to leave out (array)
A property has the type of its values; when they differ it is dynamic.`,
	Run: bagUnpack,
}

func bagUnpack(_ *Context, inputs []*table.Table, args TableArgs) (*table.Table, error) {
	in := inputs[0]
	bags, err := namedColumn("bag_unpack", in, args.Str("column"))
	if err != nil {
		return nil, err
	}
	cols, fields, err := namedColumns("bag_unpack", in, otherNames(in, args.Str("column")))
	if err != nil {
		return nil, err
	}
	found, names := properties(bags, args.Strings("ignored"))
	for _, name := range names {
		c := found[name].column(in.Len())
		f := table.Field{Name: args.Str("prefix") + name, Type: c.Type()}
		at := slices.IndexFunc(fields, func(o table.Field) bool { return o.Name == f.Name })
		switch conflict := args.Str("conflict"); {
		case at < 0:
			fields, cols = append(fields, f), append(cols, c)
		case conflict == "replace_source":
			fields[at], cols[at] = f, c
		case conflict != "keep_source":
			return nil, errConflict("bag_unpack", f.Name)
		}
	}
	return table.FromBatch(table.NewBatch(table.NewSchema(fields...), in.Len(), cols...)), nil
}

// property collects one key's values and the rows they are in.
type property struct {
	rows []int32
	vals []table.Value
}

func properties(bags table.Column, ignored []string) (found map[string]*property, names []string) {
	found = map[string]*property{}
	for i := range bags.Len() {
		bag := bags.Value(i).Bag()
		for k := range bag.Len() {
			name, v := bag.At(k)
			p := found[name]
			if p == nil {
				if slices.Contains(ignored, name) {
					continue
				}
				p = &property{}
				found[name] = p
				names = append(names, name)
			}
			p.rows, p.vals = append(p.rows, int32(i)), append(p.vals, v)
		}
	}
	slices.Sort(names)
	return found, names
}

func (p *property) column(n int) table.Column {
	all := make([]table.Value, n)
	for i, r := range p.rows {
		all[r] = p.vals[i]
	}
	return table.WithoutNulls(table.Narrow(table.NewVec(all, nil)))
}
