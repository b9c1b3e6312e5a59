package functions

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/goshawk-lang/goshawk/table"
)

// memberSet prepares elements for many tests.
type memberSet[T table.Element] func(elements []T) func(T) bool

// smallSet is up to how many elements a scan beats a map.
const smallSet = 4

func plainSet[T interface {
	table.Element
	comparable
}](elements []T) func(T) bool {
	if len(elements) <= smallSet {
		return func(x T) bool { return slices.Contains(elements, x) }
	}
	set := make(map[T]struct{}, len(elements))
	for _, e := range elements {
		set[e] = struct{}{}
	}
	return func(x T) bool {
		_, ok := set[x]
		return ok
	}
}

func textSet(fold bool) memberSet[string] {
	if fold {
		return foldedSet
	}
	return plainSet[string]
}

func foldedSet(elements []string) func(string) bool {
	if len(elements) <= smallSet {
		return func(x string) bool {
			for _, e := range elements {
				if equalFold(x, e) {
					return true
				}
			}
			return false
		}
	}
	set := make(map[string]struct{}, len(elements))
	longest := 0
	for _, e := range elements {
		folded := strings.ToLower(e)
		set[folded] = struct{}{}
		longest = max(longest, 3*len(folded))
	}
	return func(x string) bool {
		if len(x) > longest {
			return false
		}
		var room [64]byte
		b, ascii := appendLower(room[:0], x)
		if !ascii {
			b = append(room[:0], strings.ToLower(x)...)
		}
		_, ok := set[string(b)]
		return ok
	}
}

// equalFold compares letter by letter after mapping each to lower case.
func equalFold(a, b string) bool {
	if len(a) == len(b) && a == b {
		return true
	}
	for i := 0; i < len(a) && i < len(b); i++ {
		x, y := a[i], b[i]
		if x >= utf8.RuneSelf || y >= utf8.RuneSelf {
			return strings.ToLower(a[i:]) == strings.ToLower(b[i:])
		}
		if x != y && smallLetter(x) != smallLetter(y) {
			return false
		}
	}
	return len(a) == len(b)
}

// smallLetter maps ASCII capitals to small letters.
func smallLetter(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

func appendLower(b []byte, s string) ([]byte, bool) {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return b, false
		}
		b = append(b, smallLetter(s[i]))
	}
	return b, true
}

func decimalSet(elements []table.Decimal) func(table.Decimal) bool {
	return func(x table.Decimal) bool {
		for _, e := range elements {
			if compareDecimals(x, e) == 0 {
				return true
			}
		}
		return false
	}
}

// boxedSet compares values as EqualValues does.
func boxedSet(elements []table.Value) func(table.Value) bool {
	set := make(map[string][]table.Value, len(elements))
	for _, e := range elements {
		k := memberKey(e)
		set[k] = append(set[k], e)
	}
	return func(x table.Value) bool {
		if x.IsNull() {
			return false
		}
		for _, e := range set[memberKey(x)] {
			if EqualValues(x, e) {
				return true
			}
		}
		return false
	}
}

// memberKey is the same for equal values.
func memberKey(v table.Value) string {
	switch v.Kind() {
	case table.KindString:
		return v.Str()
	case table.KindArray:
		return "array " + strconv.Itoa(len(v.Array()))
	case table.KindBag:
		return "bag " + strconv.Itoa(v.Bag().Len())
	}
	if numberRank(v) == 0 {
		return string(table.AppendJSON(nil, v))
	}
	f, ok := convert[float64](v)
	if !ok {
		f, _ = strconv.ParseFloat(v.Decimal().String(), 64)
	}
	if f == 0 {
		f = 0 // one zero
	}
	return strconv.FormatUint(math.Float64bits(f), 16)
}
