package readers

import (
	"math/rand"
	"testing"

	"github.com/stretchr/testify/require"
)

// walked is the end of the last whole record, found record by record.
func walked(b []byte, comma byte) int {
	end := 0
	for end < len(b) {
		next, _ := csvRecord(b, end, comma, nil)
		if next < 0 || b[next-1] != '\n' {
			break
		}
		end = next
	}
	return end
}

func TestCSVEnd(t *testing.T) {
	for text, want := range map[string]int{
		"":                     0,
		"a,b":                  0,
		"a,b\nc":               4,
		"a,\"b\nc\"\nd":        8,
		"a,\"b\nc":             0,
		"a\"b,\"c\n":           0,
		"a\"b\nc\"d\ne":        8,
		"\"a\"b\n\"c\"\r\n\"d": 10,
		"\"a\"\"\n\"\n\"":      7,
		"\"a\nb\"c\nd":         7,
	} {
		require.Equal(t, walked([]byte(text), ','), csvEnd([]byte(text), ','), "%q", text)
		require.Equal(t, want, csvEnd([]byte(text), ','), "%q", text)
	}
}

// FuzzCSVEnd: records end where the decoder ends them.
func FuzzCSVEnd(f *testing.F) {
	for _, s := range []string{"a,\"b\nc\"\nd", "\"a\"b\n\"c\"\r\n\"d", "x\"y,\"z\"\"\n\"\n,"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		require.Equal(t, walked([]byte(text), ','), csvEnd([]byte(text), ','))
	})
}

// plainBare is csvBare byte by byte.
func plainBare(b []byte, i int, comma byte) (at int, ends bool, cells []cell) {
	for {
		start := i
		for i < len(b) && b[i] != comma && b[i] != '\n' {
			i++
		}
		if i == len(b) || b[i] == '\n' {
			return min(i+1, len(b)), true, append(cells, lastCell(b, start, i))
		}
		cells = append(cells, cell{start: start, end: i})
		if i++; i < len(b) && b[i] == '"' {
			return i, false, cells
		}
	}
}

func TestCSVBare(t *testing.T) {
	r := rand.New(rand.NewSource(2))
	letters := []byte(",,;\n\r\"abcdefgh\x0b\x2d\xac\x8a")
	for range 20_000 {
		b := make([]byte, r.Intn(40))
		for i := range b {
			b[i] = letters[r.Intn(len(letters))]
		}
		for _, comma := range []byte(",;") {
			i := r.Intn(len(b) + 1)
			at, ends, cells := csvBare(b, i, comma, nil)
			wantAt, wantEnds, want := plainBare(b, i, comma)
			require.Equal(t, wantAt, at, "%q from %d", b, i)
			require.Equal(t, wantEnds, ends, "%q from %d", b, i)
			require.Equal(t, want, cells, "%q from %d", b, i)
		}
	}
}

func TestIsASCII(t *testing.T) {
	for n := range 20 {
		b := []byte("abcdefghijklmnopqrst")[:n]
		require.True(t, isASCII(b))
		for i := range b {
			c := append([]byte(nil), b...)
			c[i] = 0x80
			require.False(t, isASCII(c), "%d of %d", i, n)
		}
	}
}
