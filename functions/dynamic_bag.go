package functions

import (
	"github.com/goshawk-lang/goshawk/table"
)

// dynamicBag: making, reading and changing property bags.
func dynamicBag() []Func {
	str, dyn, anyType, boolean := table.TypeString, table.TypeDynamic, table.TypeUnknown, table.TypeBool
	return []Func{
		{
			KQL: "bag_pack pack pack_dictionary", Args: "key value ...", Null: NullSeen,
			Doc:   "Makes a bag of keys and values given in turn.",
			Impl:  Overloads{{Params: []table.Type{str, anyType}, Variadic: true, Result: dyn, ResultOf: pairsOnly, Kernel: packBag}},
			Cases: Cases{`bag_pack("a", 1, "b", "x")`: `dynamic({"a": 1, "b": "x"})`, `bag_pack("n", dynamic(null))`: `dynamic({"n": null})`},
		},
		{
			KQL: "bag_keys", Args: "bag", Null: NullSeen,
			Doc: "Gets the keys of a bag as an array, null for anything else.",
			Impl: Overloads{mapValues(1, dyn, func(v []table.Value) (table.Value, bool) {
				b := v[0].Bag()
				keys := make([]table.Value, b.Len())
				for i := range keys {
					k, _ := b.At(i)
					keys[i] = table.StringValue(k)
				}
				return table.ArrayValue(keys), b != nil
			}).fixed(dyn)},
			Cases: Cases{`bag_keys(dynamic({"a": 1, "b": {"c": 2}}))`: `dynamic(["a", "b"])`, `bag_keys(dynamic([]))`: `dynamic(null)`, `bag_keys(dynamic({}))`: `dynamic([])`},
		},
		{
			KQL: "bag_has_key", Args: "bag key", Null: NullSeen,
			Doc:   "Tells whether a bag has a key, or a path that starts with $.",
			Impl:  Overloads{{Params: []table.Type{dyn, str}, Result: boolean, Kernel: bagHasKey}},
			Cases: Cases{`bag_has_key(dynamic({"a": null}), "a")`: `true`, `bag_has_key(dynamic({"a": {"b": 1}}), "$.a.b")`: `true`, `bag_has_key(dynamic({}), "a")`: `false`},
		},
		{
			KQL: "bag_merge", Args: "bag...", Null: NullSeen,
			Doc:   "Merges bags; of equal keys the first counts, what is no bag adds nothing.",
			Impl:  Overloads{mapValues(2, dyn, bagMerge)},
			Cases: Cases{`bag_merge(dynamic({"a": 1}), dynamic({"a": 2, "b": 3}))`: `dynamic({"a": 1, "b": 3})`, `bag_merge(dynamic({"k": 1}), dynamic(null))`: `dynamic({"k": 1})`},
		},
		{
			KQL: "bag_remove_keys", Args: "bag keys", Null: NullSeen,
			Doc:   "Removes keys, or paths that start with $, from a bag.",
			Impl:  Overloads{mapValues(2, dyn, bagRemoveKeys).fixed(dyn, dyn)},
			Cases: Cases{`bag_remove_keys(dynamic({"a": 1, "b": {"c": 2, "d": 3}}), dynamic(["a", "$.b.c"]))`: `dynamic({"b": {"d": 3}})`},
		},
		{
			KQL: "bag_set_key", Args: "bag key value", Null: NullSeen,
			Doc:   "Sets a key, or a path that starts with $, of a bag.",
			Impl:  Overloads{mapValues(3, dyn, bagSetKey).fixed(dyn, str, anyType)},
			Cases: Cases{`bag_set_key(dynamic({"a": 1}), "b", 2)`: `dynamic({"a": 1, "b": 2})`, `bag_set_key(dynamic({"a": {}}), "$.a.b", 2)`: `dynamic({"a": {"b": 2}})`},
		},
		{
			KQL: "bag_zip", Args: "keys values", Null: NullSeen,
			Doc:   "Makes a bag of an array of keys and an array of values; keys that are no strings are left out, missing values are null.",
			Impl:  Overloads{mapArray(bagZip, dyn)},
			Cases: Cases{`bag_zip(dynamic(["a", 8, "b"]), dynamic([1, 2, 3]))`: `dynamic({"a": 1, "b": 3})`, `bag_zip(dynamic(["a"]), dynamic([]))`: `dynamic({"a": null})`},
		},
		{
			KQL: "treepath", Args: "value", Null: NullSeen, ResultName: "tree_$1",
			Doc: "Lists the paths to the leaves of a dynamic value.",
			Impl: Overloads{mapValues(1, dyn, func(v []table.Value) (table.Value, bool) {
				paths := appendTreePaths(nil, "", v[0])
				return table.ArrayValue(paths), paths != nil
			}).fixed(dyn)},
			Cases: Cases{`treepath(dynamic({"a": [1, 2], "b": {"c": 3}}))`: `dynamic(["['a']", "['a'][0]", "['b']", "['b']['c']"])`},
		},
	}
}

// pairsOnly refuses an odd number of arguments.
func pairsOnly(args []table.Type) table.Type {
	if len(args)%2 != 0 {
		return table.TypeUnknown
	}
	for i := 0; i < len(args); i += 2 {
		if args[i] != table.TypeString && args[i] != table.TypeDynamic && args[i] != table.TypeUnknown {
			return table.TypeUnknown
		}
	}
	return table.TypeDynamic
}

func packBag(c *Call, args []table.Column) (table.Column, error) {
	in, steps := valueArgs(args)
	return mapRows(c, steps == 0, nil, func(i int) (table.Value, bool) {
		b := table.NewBag(len(in) / 2)
		for j := 0; j+1 < len(in); j += 2 {
			b.Set(textOf(in[j].At(i)), in[j+1].At(i))
		}
		return table.BagValue(b), true
	}), nil
}

func bagHasKey(c *Call, args []table.Column) (table.Column, error) {
	bags, key := table.Resolve(args[0]), NewArg[string](args[1])
	if j, ok := bags.(*table.JSON); ok && key.step == 0 && !isJSONPath(key.At(0)) {
		return mapBools(c, false, func(i int) bool {
			_, has := jsonMember(j.Raw()[i], key.At(0))
			return has
		}), nil
	}
	a := NewArg[table.Value](bags)
	return mapBools(c, constant(a.step, key.step), func(i int) bool {
		v, k := a.At(i), key.At(i)
		if !isJSONPath(k) {
			_, has := v.Bag().Get(k)
			return has
		}
		steps, ok := parseJSONPath(k)
		if !ok || len(steps) == 0 {
			return false
		}
		last := steps[len(steps)-1]
		v = walkValue(v, steps[:len(steps)-1])
		if last.isKey {
			_, has := v.Bag().Get(last.key)
			return has
		}
		return last.index < int64(len(v.Array()))
	}), nil
}

func bagMerge(vals []table.Value) (table.Value, bool) {
	out, any := table.NewBag(8), false
	for _, v := range vals {
		b := v.Bag()
		any = any || b != nil
		for i := range b.Len() {
			k, x := b.At(i)
			if _, has := out.Get(k); !has {
				out.Set(k, x)
			}
		}
	}
	return table.BagValue(out), any
}

func bagRemoveKeys(vals []table.Value) (table.Value, bool) {
	v := vals[0]
	for _, key := range vals[1].Array() {
		if steps, ok := keySteps(key.Str()); ok {
			v = withoutPath(v, steps)
		}
	}
	return v, v.Kind() == table.KindBag
}

func withoutPath(v table.Value, steps []pathStep) table.Value {
	old := v.Bag()
	if old == nil || len(steps) == 0 || !steps[0].isKey {
		return v
	}
	b := table.NewBag(old.Len())
	for i := range old.Len() {
		k, x := old.At(i)
		if k == steps[0].key {
			if len(steps) == 1 {
				continue
			}
			x = withoutPath(x, steps[1:])
		}
		b.Set(k, x)
	}
	return table.BagValue(b)
}

func bagSetKey(vals []table.Value) (table.Value, bool) {
	steps, ok := keySteps(vals[1].Str())
	if !ok || vals[0].Kind() != table.KindBag {
		return table.Value{}, false
	}
	return withPath(vals[0], steps, vals[2]), true
}

func withPath(v table.Value, steps []pathStep, x table.Value) table.Value {
	if len(steps) == 0 {
		return x
	}
	if !steps[0].isKey || v.Kind() != table.KindBag && !v.IsNull() {
		return v
	}
	old := v.Bag()
	b := table.NewBag(old.Len() + 1)
	for i := range old.Len() {
		b.Set(old.At(i))
	}
	inner, _ := b.Get(steps[0].key)
	b.Set(steps[0].key, withPath(inner, steps[1:], x))
	return table.BagValue(b)
}

func bagZip(keys, rest []table.Value) (table.Value, bool) {
	b, values := table.NewBag(len(keys)), rest[0].Array()
	for i, k := range keys {
		if k.Kind() != table.KindString {
			continue
		}
		var v table.Value
		if i < len(values) {
			v = values[i]
		}
		b.Set(k.Str(), v)
	}
	return table.BagValue(b), true
}

// appendTreePaths lists the paths below v. An array stands for all its
// elements under the place 0.
func appendTreePaths(out []table.Value, prefix string, v table.Value) []table.Value {
	add := func(path string, x table.Value) {
		for _, have := range out {
			if have.Str() == path {
				out = appendTreePaths(out, path, x)
				return
			}
		}
		out = appendTreePaths(append(out, table.StringValue(path)), path, x)
	}
	b := v.Bag()
	for i := range b.Len() {
		k, x := b.At(i)
		add(prefix+"['"+k+"']", x)
	}
	for _, x := range v.Array() {
		add(prefix+"[0]", x)
	}
	return out
}
