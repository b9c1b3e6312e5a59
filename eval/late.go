package eval

import (
	"strings"

	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/table"
)

// This file is the only one that knows of values whose type is their own
// affair. A late-bound call looks at what its arguments are in this batch:
// columns of one type go straight to the kernel that takes them; lists are
// spread out or passed whole, as the function says; a mixed column is split by
// type, computed piece by piece, and stitched back together.

// late computes a call whose overload was left to the run.
func (s *callScalar) late(args []table.Column, n int) (table.Column, error) {
	norm := make([]table.Column, len(args))
	for i, a := range args {
		if _, _, ok := table.SelectedTexts(a); ok && s.call.Func.Branches && isValue(i, len(args)) {
			norm[i] = a // a choice takes what it needs of it
			continue
		}
		norm[i] = normal(a)
	}
	if s.call.Func.Multi != functions.Whole {
		for i, a := range norm {
			if l, ok := a.(*table.List); ok {
				return s.overList(norm, i, l, n)
			}
		}
	}
	types := make(typeList, len(norm))
	for i, a := range norm {
		types[i] = a.Type()
		if k, ok := a.(*table.Const); ok && k.Val().IsNull() {
			types[i] = table.TypeUnknown
		}
	}
	o := s.call.Func.Resolve(types, functions.Loose)
	if o == nil {
		return nil, errNoOverload(s.call, firstName(s.call.Func), types)
	}
	for i, a := range norm {
		if v, ok := a.(*table.Vec[table.Value]); ok && o.Param(i) != table.TypeDynamic && o.Param(i) != table.TypeUnknown {
			return s.split(norm, i, v, n)
		}
	}
	for i, a := range norm {
		want := o.Param(i)
		if want == table.TypeUnknown || want == a.Type() {
			continue
		}
		norm[i] = functions.LooseColumn(a, want)
	}
	if d := s.liftable(norm); d != nil {
		return s.lift.apply(d, norm, func(args []table.Column, n int) (table.Column, error) { return s.kernel(o, args, n) })
	}
	return s.kernel(o, norm, n)
}

func firstName(f *functions.Func) string {
	if names := strings.Fields(f.SPL); len(names) > 0 {
		return names[0]
	}
	return f.KQL
}

type typeList []table.Type

func (t typeList) String() string {
	names := make([]string, len(t))
	for i, x := range t {
		names[i] = x.String()
	}
	return "(" + strings.Join(names, ", ") + ")"
}

// normal is a column in the narrowest form that says the same: a list column
// without a row of several values is the column of its values, and a vector of
// values of one type is a vector of that type.
func normal(c table.Column) table.Column {
	c = table.Resolve(c)
	switch c := c.(type) {
	case *table.List:
		if single, ok := c.Single(); ok {
			return normal(single)
		}
		return c
	case *table.Vec[table.Value]:
		if hasArray(c) {
			return normal(listOf(c))
		}
		return table.Narrow(c)
	case *table.Const:
		if c.Val().Kind() == table.KindArray {
			return normal(listOf(table.Flatten(c)))
		}
		if t := c.Val().Type(); !c.Val().IsNull() && t != c.Type() {
			return table.NewConst(c.Val(), t, c.Len())
		}
	}
	return c
}

func hasArray(c *table.Vec[table.Value]) bool {
	for _, v := range c.Vals() {
		if v.Kind() == table.KindArray {
			return true
		}
	}
	return false
}

// listOf turns boxed values, some of them arrays, into a list column; a
// scalar is a list of one, null a list of none.
func listOf(c table.Column) *table.List {
	n := c.Len()
	offsets := make([]int32, 1, n+1)
	var flat []table.Value
	for i := range n {
		v := c.Value(i)
		switch {
		case v.Kind() == table.KindArray:
			flat = append(flat, v.Array()...)
		case !v.IsNull():
			flat = append(flat, v)
		}
		offsets = append(offsets, int32(len(flat)))
	}
	return table.NewList(offsets, table.Narrow(table.NewVec(flat, nil)), nil)
}

// spread gives, for a list column, the row that each element belongs to and
// the elements, with a null element for a row without any.
func spread(l *table.List) (parents []int32, elements table.Column, offsets []int32) {
	n := l.Len()
	offsets = make([]int32, 1, n+1)
	var take []int32
	for i := range n {
		from, to := l.Offsets()[i], l.Offsets()[i+1]
		if from == to || l.Null(i) {
			parents, take = append(parents, int32(i)), append(take, -1)
		} else {
			for j := from; j < to; j++ {
				parents, take = append(parents, int32(i)), append(take, j)
			}
		}
		offsets = append(offsets, int32(len(take)))
	}
	return parents, l.Child().Take(take), offsets
}

// overList computes a call with a list in argument at, value by value.
func (s *callScalar) overList(args []table.Column, at int, l *table.List, n int) (table.Column, error) {
	if s.call.Func.Multi == functions.MultiNull {
		args = append([]table.Column(nil), args...)
		args[at] = nullWhereSeveral(l)
		return s.late(args, n)
	}
	parents, elements, offsets := spread(l)
	over := make([]table.Column, len(args))
	for i, a := range args {
		switch other, isList := a.(*table.List); {
		case i == at:
			over[i] = elements
		case isList && s.call.Func.Multi == functions.EachValue:
			over[i] = nullWhereSeveral(other).Take(parents)
		default:
			over[i] = a.Take(parents)
		}
	}
	result, err := s.late(over, len(parents))
	if err != nil {
		return nil, err
	}
	if s.call.Func.Multi == functions.AnyValue {
		return anyTrue(result, offsets), nil
	}
	return dropNullElements(result, offsets), nil
}

// nullWhereSeveral is a list's single values, null where it has several.
func nullWhereSeveral(l *table.List) table.Column {
	rows := make([]int32, l.Len())
	for i := range rows {
		rows[i] = -1
		if from, to := l.Offsets()[i], l.Offsets()[i+1]; to == from+1 && !l.Null(i) {
			rows[i] = from
		}
	}
	return l.Child().Take(rows)
}

// anyTrue folds a predicate over each list's elements: true when some is,
// false when one is false, otherwise null.
func anyTrue(c table.Column, offsets []int32) table.Column {
	a := functions.NewArg[bool](c)
	b := table.NewVecBuilder[bool](len(offsets) - 1)
	for i := range len(offsets) - 1 {
		found, known := false, false
		for j := int(offsets[i]); j < int(offsets[i+1]); j++ {
			if !a.Null(j) {
				known = true
				found = found || a.At(j)
			}
		}
		if known {
			b.Add(found)
		} else {
			b.AddNull()
		}
	}
	return b.Column()
}

// dropNullElements makes lists of the elements that are not null.
func dropNullElements(c table.Column, offsets []int32) table.Column {
	take := make([]int32, 0, c.Len())
	out := make([]int32, 1, len(offsets))
	for i := range len(offsets) - 1 {
		for j := offsets[i]; j < offsets[i+1]; j++ {
			if !c.Null(int(j)) {
				take = append(take, j)
			}
		}
		out = append(out, int32(len(take)))
	}
	return table.NewList(out, c.Take(take), nil)
}

// split computes a call over a column of mixed types: rows of one kind
// together, then stitched back into their order.
func (s *callScalar) split(args []table.Column, at int, mixed *table.Vec[table.Value], n int) (table.Column, error) {
	byKind := map[table.Kind][]int32{}
	var kinds []table.Kind
	for i := range n {
		k := mixed.Value(i).Kind()
		if _, ok := byKind[k]; !ok {
			kinds = append(kinds, k)
		}
		byKind[k] = append(byKind[k], int32(i))
	}
	if len(kinds) == 1 && (kinds[0] == table.KindNull || kinds[0] == table.KindBag) {
		args = append([]table.Column(nil), args...)
		args[at] = table.NewConst(table.Value{}, table.TypeUnknown, n)
		return s.late(args, n)
	}
	pieces := make([]table.Column, 0, len(kinds))
	place := make([]int32, n)
	base := int32(0)
	for _, k := range kinds {
		rows := byKind[k]
		part := make([]table.Column, len(args))
		for i, a := range args {
			part[i] = a.Take(rows)
		}
		result, err := s.late(part, len(rows))
		if err != nil {
			return nil, err
		}
		pieces = append(pieces, result)
		for i, r := range rows {
			place[r] = base + int32(i)
		}
		base += int32(len(rows))
	}
	return table.Concat(pieces).Take(place), nil
}

// eachScalar evaluates an expression per element of a list.
type eachScalar struct {
	over, body scalar
	name       string
	filter     bool
}

func (s *eachScalar) eval(b *table.Batch) (table.Column, error) {
	col, err := s.over.eval(b)
	if err != nil {
		return nil, err
	}
	l, ok := table.Resolve(col).(*table.List)
	if !ok {
		l = listOf(col)
	}
	parents, elements, offsets := spread(l)
	inner := withColumn(b.View(parents), s.name, elements)
	result, err := s.body.eval(inner)
	if err != nil {
		return nil, err
	}
	if s.filter {
		keep := functions.NewArg[bool](result)
		rows := make([]int32, len(parents))
		for i := range rows {
			rows[i] = -1
			if keep.At(i) {
				rows[i] = int32(i)
			}
		}
		result = elements.Take(rows)
	}
	return dropNullElements(result, offsets), nil
}

// withColumn is b with a column set.
func withColumn(b *table.Batch, name string, c table.Column) *table.Batch {
	fields := append([]table.Field(nil), b.Schema().Fields()...)
	cols := append([]table.Column(nil), b.Cols()...)
	f := table.Field{Name: name, Type: table.TypeDynamic}
	if i := b.Schema().Index(name); i >= 0 {
		fields[i], cols[i] = f, c
	} else {
		fields, cols = append(fields, f), append(cols, c)
	}
	return table.NewBatch(table.NewSchema(fields...), b.Len(), cols...)
}
