package functions

import "github.com/goshawk-lang/goshawk/table"

// Rules say which argument types a parameter takes beyond its own.
type Rules uint8

const (
	// Strict is KQL's: int widens to long, real and decimal, and so on; an
	// unknown or dynamic argument fits where the binder says so, not here.
	Strict Rules = iota
	// Loose is SPL's: numbers and text stand for each other, converted
	// row by row, null where the text is not a number.
	Loose
)

// Costs of passing an argument of one type to a parameter of another.
const (
	costExact   = 0
	costWiden   = 1  // times the number of steps
	costAny     = 8  // a parameter that takes any type
	costUnknown = 9  // an argument whose type is not known yet
	costBoxed   = 10 // boxing into a dynamic value
	costLoose   = 40
	never       = -1
)

// widening is the order in which numbers widen.
var widening = map[table.Type]int{table.TypeInt: 1, table.TypeLong: 2, table.TypeReal: 3, table.TypeDecimal: 4}

func cost(arg, param table.Type, rules Rules) int {
	switch {
	case param == table.TypeUnknown:
		return costAny
	case arg == param:
		return costExact
	case arg == table.TypeUnknown:
		return costUnknown
	}
	if a, p := widening[arg], widening[param]; a > 0 && p > a {
		return costWiden * (p - a)
	}
	if rules == Strict {
		return never
	}
	switch {
	case param == table.TypeDynamic:
		return costBoxed
	case param == table.TypeBool && arg != table.TypeDynamic:
		return never
	}
	return costLoose
}

// Resolve picks the overload that takes arguments of the given types at the
// least cost; nil when none does. Earlier overloads win ties.
func (f *Func) Resolve(args []table.Type, rules Rules) *Overload {
	return f.Impl.resolve(args, rules)
}

func (all Overloads) resolve(args []table.Type, rules Rules) *Overload {
	var best *Overload
	bestCost := 0
	for i := range all {
		o := &all[i]
		if !o.Accepts(len(args)) {
			continue
		}
		total, fits := 0, true
		for j, a := range args {
			c := cost(a, o.Param(j), rules)
			if c == never {
				fits = false
				break
			}
			total += c
		}
		if !fits || best != nil && total >= bestCost {
			continue
		}
		if o.ResultOf != nil && o.ResultOf(args) == table.TypeUnknown {
			continue
		}
		best, bestCost = o, total
	}
	return best
}
