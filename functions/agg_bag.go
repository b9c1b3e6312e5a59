package functions

import (
	"strconv"

	"github.com/goshawk-lang/goshawk/table"
)

// bags: aggregates that merge property bags.
func bags() []Aggregate {
	return []Aggregate{
		bagAggregate("make_bag", "make_bag_if", "bag_$1", maxListSize, Cases{
			`toscalar(range x from 1 to 2 step 1 | summarize make_bag(bag_pack(tostring(x), x)))`: `dynamic({"1":1,"2":2})`,
			`toscalar(range x from 1 to 2 step 1 | summarize make_bag(bag_pack("a", x)))`:         `dynamic({"a":1})`,
		}),
		bagAggregate("make_dictionary", "", "dictionary_$1", oldListSize, Cases{
			`toscalar(range x from 1 to 2 step 1 | summarize make_dictionary(bag_pack(tostring(x), x)))`:                                           `dynamic({"1":1,"2":2})`,
			`toscalar(range x from 1 to 300 step 1 | summarize d = make_dictionary(bag_pack(tostring(x), x)) | project array_length(bag_keys(d)))`: `128`,
		}),
		{
			KQL: "buildschema", Args: "expr",
			Doc:        "Gives the least schema that covers all values: the types found under every path.",
			ResultName: "schema_$1",
			Impl: []AggregateOverload{Fold1(func(s *schemaNode, v table.Value) { s.add(v) },
				func(s *schemaNode) (table.Value, bool) { return s.value(), true })},
			Cases: Cases{
				`toscalar(range x from 1 to 2 step 1 | summarize buildschema(bag_pack("a", x)))`: `dynamic({"a":"long"})`,
			},
		},
	}
}

func bagAggregate(name, nameIf, result string, most int64, cases Cases) Aggregate {
	limited := ""
	if most < maxListSize {
		limited = " At most " + strconv.FormatInt(most, 10) + " keys unless more are asked for."
	}
	return Aggregate{
		KQL: name, KQLIf: nameIf, Args: "expr [, maxSize]",
		Doc:        "Merges the property bags of all rows into one; the first value of a key stays. Values that are no bags are left out." + limited,
		ResultName: result,
		Impl: []AggregateOverload{{
			Params:   []table.Type{table.TypeDynamic, table.TypeLong},
			Optional: 1,
			Const:    1 << 1,
			Result:   table.TypeDynamic,
			New: func(_ *Context, _ []table.Type, consts []table.Value) (Accumulator, error) {
				return &bagMaker{max: int(sizeLimit(consts, most))}, nil
			},
		}},
		Cases: cases,
	}
}

type bagMaker struct {
	max  int
	bags []*table.Bag
}

func (b *bagMaker) Add(groups []uint32, n int, args []table.Column) error {
	b.bags = grow(b.bags, n)
	for i, g := range groups {
		from := args[0].Value(i).Bag()
		if from == nil {
			continue
		}
		if b.bags[g] == nil {
			b.bags[g] = table.NewBag(from.Len())
		}
		into := b.bags[g]
		for k := range from.Len() {
			key, v := from.At(k)
			if _, ok := into.Get(key); !ok && into.Len() < b.max {
				into.Set(key, v)
			}
		}
	}
	return nil
}

func (b *bagMaker) Results(n int) []table.Column {
	b.bags = grow(b.bags, n)
	out := make([]table.Value, n)
	for g := range out {
		if b.bags[g] == nil {
			out[g] = table.BagValue(table.NewBag(0))
			continue
		}
		out[g] = table.BagValue(b.bags[g])
	}
	return []table.Column{table.NewVec(out, nil)}
}
