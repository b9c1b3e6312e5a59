package readers

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// What is special is found wherever it lies, whatever lies behind the text.
func TestSpecialByte(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 9))
	for n := range 20_000 {
		text := []byte(strings.Repeat("x", r.IntN(130)))
		for i := range text {
			text[i] = byte(' ' + r.IntN(224))
			if n%2 == 0 && (text[i] == '"' || text[i] == '\\') {
				text[i] = 'y'
			}
		}
		if len(text) > 0 && r.IntN(3) > 0 {
			text[r.IntN(len(text))] = []byte{'"', '\\', 0, 0x1f, '\n'}[r.IntN(5)]
		}
		from := r.IntN(len(text) + 1)
		want := from
		for want < len(text) && text[want] != '"' && text[want] != '\\' && text[want] >= ' ' {
			want++
		}
		for _, room := range []int{0, r.IntN(70)} {
			b := append(append([]byte(nil), text...), strings.Repeat("\"", room)...)
			require.Equal(t, want, specialByte(b[:len(text):len(b)], from), "%q from %d", text, from)
		}
	}
}
