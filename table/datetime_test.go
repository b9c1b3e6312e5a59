package table

import (
	"fmt"
	"math"
	"math/rand"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// dayZero is 0001-01-01, the origin of DateTime.
var dayZero = time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)

func TestCivilLikeTimePackage(t *testing.T) {
	// Every day for the first 900 years and around today, then strides.
	check := func(days int) {
		want := dayZero.AddDate(0, 0, days)
		d := DateTime(days) * DateTime(Day)
		y, m, dd := d.Date()
		wy, wm, wd := want.Date()
		if y != wy || m != int(wm) || dd != wd || d != FromDate(wy, int(wm), wd) {
			t.Fatalf("day %d is %d-%d-%d, not %v", days, y, m, dd, want)
		}
	}
	for days := range 900 * 366 {
		check(days)
	}
	for days := 719000; days < 760000; days++ {
		check(days)
	}
	for days := 0; days < 3652059; days += 97 {
		check(days)
	}
	check(3652058) // 9999-12-31
	for days := -1; days > -200000; days -= 89 {
		check(days)
	}
}

func TestDateTimeTextLikeTimePackage(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for range 20000 {
		d := DateTime(r.Int63n(int64(MaxDateTime) + 1))
		want := d.Time().Format("2006-01-02T15:04:05.0000000Z")
		require.Equal(t, want, d.String())
		require.Equal(t, d, FromTime(d.Time()))
		back, fits := ParseISO(want)
		require.True(t, fits)
		require.Equal(t, d, back)
		short := string(d.AppendShort(nil))
		back, fits = ParseISO([]byte(short))
		require.True(t, fits, short)
		require.Equal(t, d, back, short)
		require.Equal(t, d, FromUnixTicks(d.UnixTicks()))
	}
	require.Equal(t, "0001-01-01T00:00:00.0000000Z", MinDateTime.String())
	require.Equal(t, "9999-12-31T23:59:59.9999999Z", MaxDateTime.String())
}

func TestTimeBeforeEpoch(t *testing.T) {
	early := time.Date(1969, 12, 31, 23, 59, 59, 999_999_900, time.UTC)
	require.Equal(t, "1969-12-31T23:59:59.9999999Z", FromTime(early).String())
	require.Equal(t, early, FromTime(early).Time())
}

func TestParseISO(t *testing.T) {
	base := "2024-02-29T23:59:58"
	want := FromTime(time.Date(2024, 2, 29, 23, 59, 58, 0, time.UTC))
	for text, d := range map[string]DateTime{
		base:                          want,
		base + "Z":                    want,
		base + "z":                    want,
		"2024-02-29 23:59:58":         want,
		base + ".5":                   want + 5_000_000,
		base + ",25Z":                 want + 2_500_000,
		base + ".123456789Z":          want + 1_234_567,
		base + ".1+01:30":             want + 1_000_000 - DateTime(90*Minute),
		base + "-0200":                want + DateTime(2*Hour),
		base + "+14":                  want - DateTime(14*Hour),
		"2024-02-29":                  FromDate(2024, 2, 29),
		"2024-02-29T23:59":            want - 58*DateTime(Second),
		"2024-02-29T23:59Z":           want - 58*DateTime(Second),
		"0001-01-01":                  MinDateTime,
		"9999-12-31T23:59:59.9999999": MaxDateTime,
	} {
		got, fits := ParseISO(text)
		require.True(t, fits, text)
		require.Equal(t, d, got, text)
	}
	for _, text := range []string{
		"", "2024", "2024-2-29", "2023-02-29", "2024-13-01", "2024-00-01", "2024-01-00", "2024-04-31", "0000-01-01",
		"2024-01-01T", "2024-01-01T1", "2024-01-01T24:00", "2024-01-01T23:60", "2024-01-01T23:59:60", "2024-01-01T23:59:5",
		"2024-01-01T23:59:59.", "2024-01-01T23:59:59.Z", "2024-01-01T23:59:59Zx", "2024-01-01T23:59:59+1", "2024-01-01T23:59:59+15:00",
		"2024-01-01T23:59:59+01:60", "2024-01-01T23:59:59+01-30", "2024-01-01x", "2024-01-01T23.59", "24-01-01T00:00:00", " 2024-01-01",
		"1.2.3.4-abcd", "2024-01-01 ",
	} {
		_, fits := ParseISO(text)
		require.False(t, fits, "%q", text)
	}
}

func TestTimeSpanText(t *testing.T) {
	for span, want := range map[TimeSpan]string{
		0:                       "00:00:00",
		1:                       "00:00:00.0000001",
		-Second:                 "-00:00:01",
		Day + 2*Hour + 3*Minute: "1.02:03:00",
		-(10*Day + Millisecond): "-10.00:00:00.0010000",
		math.MinInt64:           "-10675199.02:48:05.4775808",
		math.MaxInt64:           "10675199.02:48:05.4775807",
	} {
		require.Equal(t, want, span.String())
	}
}

func TestAppendInt(t *testing.T) {
	for _, n := range []int{0, 7, 10, 99, 100, 12345} {
		require.Equal(t, fmt.Sprintf("%03d", n), string(appendInt(nil, n, 3)))
	}
}
